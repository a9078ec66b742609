import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'

/** Throws away all mails that the built-in outbox took for the account; answers how many. @throws DomainError forbidden */
export async function clearOutbox(ctx: Context): Promise<number> {
  requireScope(ctx.actor, 'mailings:write')
  const { count } = await ctx.db.outboxMail.deleteMany({ where: { accountId: ctx.actor.accountId } })
  return count
}
