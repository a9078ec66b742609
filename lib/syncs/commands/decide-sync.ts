import { type Actor, requireScope, type Scope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { inConnection, pool } from '@/lib/platform/pool'
import { claim, type Decidable, endSync } from '../engine/decide.sql'
import { deleteKept } from '../engine/kept.sql'
import { requireDecidable } from '../queries/decidable'
import { getSync } from '../queries/syncs'
import type { SyncDetail } from '../schema'
import { alreadyApplying, applyKept } from './apply-kept'

/**
 * Applies a held sync against the membership as it is now. Its counts are worked out anew; to approve what was approved answers
 * what it did.
 * @throws DomainError conflict (not held any more), busy, unprocessable, not_found, forbidden
 */
export async function approveSync(ctx: Context, syncId: string): Promise<SyncDetail> {
  requireDecision(ctx.actor, 'audiences:force')
  const sync = await requireDecidable(ctx, syncId)
  if (sync.wasHeld && (sync.status === 'done' || sync.status === 'undone')) return getSync(ctx, syncId)
  if (sync.status === 'applying') throw alreadyApplying()
  if (sync.status !== 'held') throw notHeld(sync)
  const claimed = await claim(pool(), ctx.actor.accountId, sync.id, {
    from: 'held',
    userId: userOf(ctx.actor),
  })
  if (!claimed) throw alreadyApplying()
  await applyKept(ctx, sync, { approved: true })
  return getSync(ctx, syncId)
}

/** Drops a held sync: nothing of it is applied. @throws DomainError conflict (not held any more), not_found, forbidden */
export async function rejectSync(ctx: Context, syncId: string): Promise<SyncDetail> {
  requireDecision(ctx.actor, 'audiences:write')
  const sync = await requireDecidable(ctx, syncId)
  await end(ctx, sync, { from: ['held'], status: 'rejected', detail: 'It was looked at and rejected.' })
  return getSync(ctx, syncId)
}

/** Drops a sync that is open or held. @throws DomainError conflict (neither any more), not_found, forbidden */
export async function abandonSync(ctx: Context, syncId: string): Promise<void> {
  requireScope(ctx.actor, 'audiences:write')
  const sync = await requireDecidable(ctx, syncId)
  if (sync.status === 'abandoned') return
  await end(ctx, sync, { from: ['open', 'held'], status: 'abandoned', detail: 'Its sender abandoned it.' })
}

async function end(
  ctx: Context,
  sync: Decidable,
  { from, status, detail }: { from: ('open' | 'held')[]; status: 'rejected' | 'abandoned'; detail: string },
): Promise<void> {
  const { accountId } = ctx.actor
  const problem = { code: status, detail: `${detail} Nothing of it was applied.` }
  await inConnection(async (connection) => {
    const ended = await endSync(connection, accountId, sync.id, {
      from,
      status,
      userId: userOf(ctx.actor),
      problem,
    })
    if (!ended) throw notHeld(sync)
    await deleteKept(connection, { accountId, syncId: sync.id })
  })
}

/** People decide by their role, systems by the scope of their credential. */
export function requireDecision(actor: Actor, ofCredential: Scope): void {
  requireScope(actor, actor.kind === 'user' ? 'syncs:decide' : ofCredential)
}

function userOf(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.userId : null
}

function notHeld(sync: Decidable): DomainError {
  return new DomainError(
    'conflict',
    `There is nothing to decide about this sync any more: it is ${sync.status}. Nothing changed.`,
  )
}
