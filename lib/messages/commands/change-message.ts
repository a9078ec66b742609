import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { type LockedMessage, lockMessages, selectUses } from '../message.sql'
import { messageNotFound } from '../queries'
import type { MessageUse } from '../schema'

/** Runs `change` while nobody else changes the message and no mailing begins to use it. @throws DomainError in_use, not_found, forbidden */
export async function changeMessage<T>(
  ctx: Context,
  messageId: string,
  change: (ctx: Context, message: LockedMessage) => Promise<T>,
): Promise<T> {
  requireScope(ctx.actor, 'mailings:write')
  return inTransaction(ctx, async (ctx) => {
    const [message] = await lockMessages(ctx.db, ctx.actor.accountId, [messageId])
    if (!message) throw messageNotFound()
    await requireUnused(ctx, [message.id])
    return change(ctx, message)
  })
}

/** @throws DomainError in_use, with every mailing in details.uses */
export async function requireUnused(ctx: Context, messageIds: readonly bigint[]): Promise<void> {
  const uses = await selectUses(ctx.db, ctx.actor.accountId, messageIds)
  if (uses.length > 0) throw inUse(uses)
}

function inUse(uses: readonly MessageUse[]): DomainError {
  const mailings = uses.map(({ name, status }) => `“${name}” (${status})`).join(', ')
  const message = `A mailing uses this message, so it stays as it is: ${mailings}. Unschedule or cancel it first, or change a copy.`
  return new DomainError('in_use', message, { details: { uses } })
}

export function userIdOf({ actor }: Context): string | null {
  return actor.kind === 'user' ? actor.userId : null
}
