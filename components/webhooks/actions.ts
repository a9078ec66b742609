import type { ActionResult } from '@/lib/session/form-state'
import type { ChangeWebhook, Webhook, WebhookDelivery, WebhookWithSecret } from '@/lib/webhooks/schema'

type OneWebhook = { webhookId: string }

/** The server actions these screens are given. */
export type WebhookActions = {
  create: (input: Pick<Webhook, 'url' | 'events'>) => Promise<ActionResult<WebhookWithSecret>>
  change: (input: ChangeWebhook) => Promise<ActionResult<Webhook>>
  rotate: (input: OneWebhook & { overlapHours: number }) => Promise<ActionResult<WebhookWithSecret>>
  test: (input: OneWebhook) => Promise<ActionResult<WebhookDelivery>>
  redeliver: (input: OneWebhook & { deliveryId: string }) => Promise<ActionResult<WebhookDelivery>>
  remove: (input: OneWebhook) => Promise<ActionResult<void>>
}
