import type { Context } from '@/lib/access/context'
import { newMessageId } from '../events'
import { getDelivery, requireWebhookId, webhookNotFound } from '../queries'
import { testEvent, type WebhookDelivery } from '../schema'
import { sealMessage } from '../sending/message'
import { post, type Transport } from '../sending/post'
import { keysOf } from './deliver'

/**
 * Sends a test event at once, also while the webhook is switched off, and answers what came of it. It is made once:
 * neither tried again nor counted against the webhook. @throws DomainError not_found
 */
export async function testWebhook(
  ctx: Context,
  webhookId: string,
  transport?: Transport,
): Promise<WebhookDelivery> {
  const id = requireWebhookId(ctx, webhookId)
  const { accountId } = ctx.actor
  const webhook = await ctx.db.webhook.findUnique({ where: { accountId_id: { accountId, id } } })
  if (!webhook) throw webhookNotFound(webhookId)
  const begun = ctx.now()
  const message = { id: newMessageId(), type: testEvent, occurredAt: begun, data: { webhookId } }
  const secrets = {
    secret: webhook.secret,
    previous_secret: webhook.previousSecret,
    previous_secret_until: webhook.previousSecretUntil,
  }
  const outcome = await post(webhook.url, sealMessage(message, keysOf(secrets, begun), begun), transport)
  const ok = outcome.error === null
  const delivery = await ctx.db.webhookDelivery.create({
    select: { id: true },
    data: {
      accountId,
      webhookId: id,
      messageId: message.id,
      event: message.type,
      payload: message.data,
      status: ok ? 'delivered' : 'failed',
      attempts: 1,
      lastStatus: outcome.httpStatus,
      lastError: outcome.error,
      durationMs: outcome.durationMs,
      createdAt: begun,
      attemptedAt: begun,
      deliveredAt: ok ? begun : null,
    },
  })
  return getDelivery(ctx, webhookId, String(delivery.id))
}
