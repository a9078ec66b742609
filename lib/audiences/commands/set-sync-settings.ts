import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { isLockTimeout } from '@/lib/platform/sql-state'
import { lockAudienceSettings, updateSyncSettings } from '../audience.sql'
import { requireAudienceProduct } from '../queries/audiences'
import type { SetSyncSettings } from '../schema'

/**
 * Sets how often an audience is expected to sync and what its guard lets through; null for never, and for what the account has.
 * Whoever decides about held syncs decides about these. @throws DomainError not_found, busy, product, forbidden
 */
export async function setSyncSettings(ctx: Context, { listId, ...to }: SetSyncSettings): Promise<void> {
  requireScope(ctx.actor, 'syncs:decide')
  await requireAudienceProduct(ctx)
  await inTransaction(ctx, async ({ db, actor }) => {
    const current = await lockAudienceSettings(db, actor.accountId, listId).catch(busy)
    if (!current) {
      throw new DomainError('not_found', 'There is no such audience any more.', {
        details: { kind: 'audience' },
      })
    }
    const same =
      current.sync_every_minutes === to.syncEveryMinutes &&
      current.guard_share === to.guardShare &&
      current.guard_min === to.guardMin
    if (!same) await updateSyncSettings(db, actor.accountId, listId, to)
  })
}

function busy(error: unknown): never {
  if (!isLockTimeout(error)) throw error
  throw new DomainError(
    'busy',
    'A sync of this audience is being applied. Nothing changed; try again once it is done.',
    { cause: error },
  )
}
