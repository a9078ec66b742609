import type { Context } from '@/lib/access/context'
import { reportBug } from '@/lib/platform/log'
import { pool } from '@/lib/platform/pool'
import type { SyncOptions, SyncRejection } from '../schema'
import { type Counts, noCounts, noteProgress } from './record.sql'

/** How often a running sync says how far it is, and that its process is alive. */
const pulseMs = 1_000

/** A sync under way, and what is known of it so far. */
export type Run = {
  readonly ctx: Context
  readonly audienceId: string
  readonly options: SyncOptions
  readonly syncId: string
  /** Whose it is in the audience's properties: the credential that sent it, whoever approved it. */
  readonly credentialId: number | null
  /** Its rows are in the database already, and stay there when it is held. */
  readonly kept: boolean
  /** Somebody has looked at what it removes: the guard does not hold it again. */
  readonly approved: boolean
  status: 'receiving' | 'applying'
  /** Rows in its body so far. */
  received: number
  /** Of them, rows whose id no contact could have. They are in no staging table. */
  unusable: number
  counts: Counts
  rejections: SyncRejection[]
}

type Begun = Pick<Run, 'ctx' | 'audienceId' | 'options' | 'syncId' | 'credentialId'> & Partial<Run>

export function beginRun(begun: Begun): Run {
  return {
    kept: false,
    approved: false,
    status: 'receiving',
    received: 0,
    unusable: 0,
    counts: { ...noCounts },
    rejections: [],
    ...begun,
  }
}

/** Says from time to time how far the run is, while `work` lasts. */
export async function withPulse<T>(run: Run, work: () => Promise<T>): Promise<T> {
  const beat = () => noteProgress(pool(), run.ctx.actor.accountId, run.syncId, run).catch(reportBug)
  const pulse = setInterval(beat, pulseMs)
  try {
    return await work()
  } finally {
    clearInterval(pulse)
  }
}
