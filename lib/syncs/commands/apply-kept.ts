import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import { inConnection, pool } from '@/lib/platform/pool'
import { apply } from '../engine/apply'
import { giveRoom } from '../engine/apply.sql'
import { type Decidable, unclaim } from '../engine/decide.sql'
import { noteFailure } from '../engine/failure'
import { deleteKept, lockKept, stageKept, trimRejections } from '../engine/kept.sql'
import { beginRun, type Run, withPulse } from '../engine/run'
import { createStaged } from '../engine/stage.sql'
import { learnMembers } from '../engine/statistics.sql'

/** Refusals that trying again does not change. After anything else the rows stay and the sync can be tried again. */
const final = new Set(['invalid', 'unprocessable', 'not_found', 'product'])

/**
 * Applies a sync whose rows are in the database: sent in parts, held and approved, or accepted to be applied later. The caller has
 * claimed it. Should it fail for a reason that passes, it is what it was before and can be applied again.
 * @throws DomainError invalid, unprocessable, busy, not_found, product
 */
export async function applyKept(
  ctx: Context,
  sync: Decidable,
  { approved }: { approved: boolean },
): Promise<void> {
  const run = beginRun({
    ctx,
    audienceId: sync.audienceExternalId,
    options: sync,
    syncId: sync.id,
    credentialId: sync.credentialId,
    kept: true,
    approved,
    status: 'applying',
  })
  try {
    await withPulse(run, () => applyRows(run))
  } catch (error) {
    throw await giveBack(run, error)
  }
  await learnMembers(run)
}

async function applyRows(run: Run): Promise<void> {
  const kept = { accountId: run.ctx.actor.accountId, syncId: run.syncId }
  await inConnection(async (connection) => {
    await giveRoom(connection)
    if (!(await lockKept(connection, kept))) throw alreadyApplying()
    await connection.query(createStaged)
    Object.assign(run, await stageKept(connection, kept, run.options.mode))
    const outcome = await apply(connection, run)
    await trimRejections(connection, kept)
    if (outcome === 'done') await deleteKept(connection, kept)
  })
}

async function giveBack(run: Run, error: unknown): Promise<unknown> {
  const { accountId } = run.ctx.actor
  if (error instanceof DomainError && final.has(error.code)) {
    const answer = await noteFailure(run, error)
    await inConnection((connection) => deleteKept(connection, { accountId, syncId: run.syncId })).catch(
      reportBug,
    )
    return answer
  }
  await unclaim(pool(), accountId, run.syncId).catch(reportBug)
  return error
}

export function alreadyApplying(): DomainError {
  return new DomainError('busy', 'The sync is being applied already.', { retryAfterS: 5 })
}
