import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { MessageBody } from './schema'

function messageNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such message any more.', { details: { kind: 'message' } })
}

/** What a message says now. @throws DomainError not_found */
export async function messageBody(ctx: Context, messageId: string): Promise<MessageBody> {
  requireScope(ctx.actor, 'mailings:read')
  const message = await ctx.db.message.findFirst({
    where: { accountId: ctx.actor.accountId, id: BigInt(messageId) },
    select: { subject: true, preheader: true, content: true },
  })
  if (!message) throw messageNotFound()
  return MessageBody.parse(message)
}
