import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { inConnection } from '@/lib/platform/pool'
import { announceSync } from '../engine/announce'
import { giveRoom } from '../engine/apply.sql'
import { noteMembership } from '../engine/audience.sql'
import { insertFinishedSync, noCounts } from '../engine/record.sql'
import { credentialOf, requireTurn } from '../engine/turn'
import { applyUndo, markUndone, selectLater, selectUndoable, type Undoable } from '../engine/undo.sql'
import { requireDecidable } from '../queries/decidable'
import { getSync } from '../queries/syncs'
import type { SyncDetail } from '../schema'
import { requireDecision } from './decide-sync'

/**
 * Undoes the latest sync of an audience: it is what it was before, save for whoever was erased since. Recorded as a sync itself,
 * which can be undone in turn.
 * @throws DomainError conflict (a later sync stands in the way, or its history is pruned), busy, not_found, forbidden
 */
export async function undoSync(ctx: Context, syncId: string): Promise<SyncDetail> {
  requireDecision(ctx.actor, 'audiences:write')
  const { accountId } = ctx.actor
  const startedAt = new Date()
  const { id, audienceExternalId } = await requireDecidable(ctx, syncId)
  const undoId = await inConnection(async (connection) => {
    await giveRoom(connection)
    const turn = await requireTurn(connection, ctx, audienceExternalId)
    const sync = await selectUndoable(connection, accountId, id)
    const revision = requireApplied(sync)
    if (revision <= turn.prunedRevision) throw pruned()
    const later = await selectLater(connection, accountId, turn, revision)
    if (later !== undefined) throw inTheWay(later)
    const changed = await applyUndo(connection, accountId, turn, revision)
    if (!(await markUndone(connection, accountId, id))) throw notApplied('undone')
    await noteMembership(connection, accountId, turn, { ...changed, credentialId: credentialOf(ctx.actor) })
    const counts = { ...noCounts, ...changed }
    const undo = { turn, mode: 'undo' as const, counts, startedAt, undoes: id }
    const undoId = await insertFinishedSync(connection, ctx.actor, undo)
    await announceSync(connection, 'sync.done', {
      ...{ accountId, syncId: undoId, audienceId: audienceExternalId, mode: 'undo', counts },
      ...{ membersBefore: turn.memberCount, problem: null },
    })
    return undoId
  })
  return getSync(ctx, undoId)
}

function requireApplied(sync: Undoable | undefined): number {
  if (sync?.status === 'done' && sync.revision !== null) return sync.revision
  throw notApplied(sync?.dryRun ? 'a dry run' : (sync?.status ?? 'gone'))
}

function notApplied(status: string): DomainError {
  return new DomainError('conflict', `There is nothing to undo: the sync is ${status}. Nothing changed.`)
}

function pruned(): DomainError {
  return new DomainError(
    'conflict',
    'Who joined and left with this sync is not kept any more. Nothing changed.',
  )
}

function inTheWay(laterSyncId: string): DomainError {
  return new DomainError(
    'conflict',
    `Sync ${laterSyncId} changed the audience after it. Nothing changed; only the latest sync can be undone.`,
    { details: { laterSyncId } },
  )
}
