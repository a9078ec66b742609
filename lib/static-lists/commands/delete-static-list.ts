import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { blockingUsages } from '@/lib/lists/queries'
import { inUse } from '@/lib/lists/rules'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import { staticListNotFound } from '../queries'
import type { OneStaticList } from '../schema'
import { deleteListRows, lockList } from '../static-list.sql'

/**
 * Deletes a list; its contacts stay contacts.
 * @throws DomainError in_use, with every use in details.usages; not_found, forbidden
 */
export async function deleteStaticList(ctx: Context, { listId }: OneStaticList): Promise<void> {
  requireScope(ctx.actor, 'lists:write')
  const { accountId } = ctx.actor
  try {
    await inTransaction(ctx, async (ctx) => {
      if (!(await lockList(ctx.db, accountId, listId))) throw staticListNotFound()
      // Said before the database does: a transaction it has refused cannot be asked where the uses are.
      const blocking = await blockingUsages(ctx, listId)
      if (blocking.length > 0) throw inUse('list', blocking)
      await deleteListRows(ctx.db, accountId, listId)
    })
  } catch (error) {
    // The database decides, so that a use which begins at this moment cannot slip past a check.
    if (!isRestrictViolation(error)) throw error
    throw inUse('list', await blockingUsages(ctx, listId), error)
  }
}
