import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { addDeliverJob, restartDelivery } from '../delivery.sql'
import { getDelivery, getWebhook } from '../queries'
import type { WebhookDelivery } from '../schema'
import { lockWebhook } from '../webhook.sql'

/**
 * Sends a delivery again, now and with the same message id, whatever became of it; if it fails, it is tried again as
 * often as a new one. @throws DomainError not_found, conflict (the webhook is switched off)
 */
export async function redeliver(
  ctx: Context,
  input: { webhookId: string; deliveryId: string },
): Promise<WebhookDelivery> {
  requireScope(ctx.actor, 'webhooks:write')
  const webhook = await getWebhook(ctx, input.webhookId)
  const { accountId } = ctx.actor
  const webhookId = Number(webhook.id)
  return inTransaction(ctx, async (ctx) => {
    await lockWebhook(ctx.db, accountId, webhookId)
    const { id } = await getDelivery(ctx, input.webhookId, input.deliveryId)
    const { active, failingSince } = await getWebhook(ctx, input.webhookId)
    if (!active) throw new DomainError('conflict', 'The webhook is switched off. Switch it on first.')
    const runAt = ctx.now()
    const attempt = await restartDelivery(ctx.db, accountId, { webhookId, id: BigInt(id), at: runAt })
    const job = { accountId, deliveryId: id, attempt: attempt ?? 0 }
    await addDeliverJob(ctx.db, job, { webhookId, runAt, failing: failingSince !== null })
    return getDelivery(ctx, input.webhookId, id)
  })
}
