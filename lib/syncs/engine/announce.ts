import type { PoolClient } from 'pg'
import { announce } from '@/lib/webhooks/events'
import type { Problem, SyncMode } from '../schema'
import type { Counts } from './record.sql'

type Ended = {
  accountId: number
  syncId: string
  audienceId: string
  mode: SyncMode
  counts: Counts
  membersBefore: number | null
  problem: Problem | null
}

/**
 * Tells the webhooks how a sync ended, in the transaction in which it did. Not told: dry runs, and the small changes of
 * `PUT …/contacts/{contactId}` and the reference API, of which there may be hundreds a second.
 */
export async function announceSync(
  connection: PoolClient,
  type: 'sync.done' | 'sync.held' | 'sync.failed',
  { accountId, syncId, audienceId, mode, counts, membersBefore, problem }: Ended,
): Promise<void> {
  const { rejections: _, ...told } = counts
  const membersAfter = membersBefore === null ? null : membersBefore + counts.added - counts.removed
  const url = `/api/v1/syncs/${syncId}`
  await announce(connection, accountId, {
    type,
    data: { syncId, audienceId, mode, ...told, membersBefore, membersAfter, problem, url },
  })
}
