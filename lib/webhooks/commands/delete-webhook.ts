import type { Context } from '@/lib/access/context'
import { requireWebhookId, webhookNotFound } from '../queries'
import { audit } from './audit'

/** Deletes a webhook with its log; what still waits is not sent. @throws DomainError not_found */
export async function deleteWebhook(ctx: Context, webhookId: string): Promise<void> {
  const id = requireWebhookId(ctx, webhookId)
  const { count } = await ctx.db.webhook.deleteMany({ where: { accountId: ctx.actor.accountId, id } })
  if (count === 0) throw webhookNotFound(webhookId)
  audit(ctx.actor, id, 'webhook deleted')
}
