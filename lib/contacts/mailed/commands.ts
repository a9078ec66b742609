import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { writeStatus } from '../card/card.sql'
import { holdDefinitions } from '../definitions.sql'
import type { StopReason } from '../schema'
import { holdMailed, type MailedRow } from './mailed.sql'

/**
 * Does something about a contact that is known by a mail it got, while nobody else changes it. Answers undefined, having done
 * nothing, where the person was erased.
 */
export async function withMailed<T>(
  ctx: Context,
  contactId: bigint,
  work: (ctx: Context, contact: MailedRow) => Promise<T>,
): Promise<T | undefined> {
  requireScope(ctx.actor, 'contacts:write')
  return inTransaction(ctx, async (ctx) => {
    // Before the contact, as whoever writes contacts holds them: neither can wait for the other in a circle.
    await ctx.db.$executeRaw(holdDefinitions(ctx.actor.accountId))
    const contact = await holdMailed(ctx.db, ctx.actor.accountId, contactId)
    return contact && work(ctx, contact)
  })
}

/** Has nobody mail the contact any more, inside `withMailed`. Who is inactive already keeps the reason. */
export async function stopMailing(ctx: Context, contactId: bigint, reason: StopReason): Promise<void> {
  const change = { status: 'inactive', reason, now: ctx.now() } as const
  await writeStatus(ctx.db, ctx.actor.accountId, contactId, change)
}
