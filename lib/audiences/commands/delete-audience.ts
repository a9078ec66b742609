import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { inUse } from '@/lib/lists/rules'
import type { Usage } from '@/lib/lists/schema'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import { announce } from '@/lib/webhooks/events'
import { deleteAudienceRows, lockAudience } from '../audience.sql'
import { audienceNotFound, listUsages, requireAudienceProduct } from '../queries/audiences'

/**
 * Deletes an audience with its members and history.
 * @throws DomainError in_use, with every use in details.usages; not_found, product, forbidden
 */
export async function deleteAudience(ctx: Context, externalId: string): Promise<void> {
  requireScope(ctx.actor, 'audiences:write')
  await requireAudienceProduct(ctx)
  try {
    await inTransaction(ctx, async (ctx) => {
      const audience = await lockAudience(ctx.db, ctx.actor.accountId, externalId)
      if (!audience) throw audienceNotFound(externalId)
      // Said before the database does: a transaction it has refused cannot be asked where the uses are.
      const blocking = await blockingUsages(ctx, externalId)
      if (blocking.length > 0) throw inUse('audience', blocking)
      await deleteAudienceRows(ctx.db, ctx.actor.accountId, audience.id)
      const data = { audienceId: audience.external_id, name: audience.name, members: audience.member_count }
      await announce(ctx.db, ctx.actor.accountId, { type: 'audience.deleted', data })
    })
  } catch (error) {
    // The database decides, so that a use which begins at this moment cannot slip past a check.
    if (!isRestrictViolation(error)) throw error
    throw inUse('audience', await blockingUsages(ctx, externalId), error)
  }
}

async function blockingUsages(ctx: Context, externalId: string): Promise<Usage[]> {
  return (await listUsages(ctx, externalId)).filter((usage) => usage.blocking)
}
