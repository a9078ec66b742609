'use server'

import { revalidatePath } from 'next/cache'
import { valueAction } from '@/lib/session/form-action'
import { deleteWebhook } from '@/lib/webhooks/commands/delete-webhook'
import { redeliver } from '@/lib/webhooks/commands/redeliver'
import { rotateWebhookSecret } from '@/lib/webhooks/commands/rotate-secret'
import { createWebhook, patchWebhook } from '@/lib/webhooks/commands/save-webhook'
import { testWebhook } from '@/lib/webhooks/commands/test-webhook'
import { ChangeWebhook, NewWebhook, OneDelivery, OneWebhook, RotateWebhook } from '@/lib/webhooks/schema'

function refreshed<T>(result: T): T {
  revalidatePath('/webhooks', 'layout')
  return result
}

export const createWebhookAction = valueAction(NewWebhook, async (ctx, input) =>
  refreshed(await createWebhook(ctx, input)),
)

export const changeWebhookAction = valueAction(ChangeWebhook, async (ctx, { webhookId, ...patch }) =>
  refreshed(await patchWebhook(ctx, webhookId, patch)),
)

export const rotateWebhookAction = valueAction(RotateWebhook, async (ctx, { webhookId, ...rotation }) =>
  refreshed(await rotateWebhookSecret(ctx, webhookId, rotation)),
)

export const testWebhookAction = valueAction(OneWebhook, async (ctx, { webhookId }) =>
  refreshed(await testWebhook(ctx, webhookId)),
)

export const redeliverAction = valueAction(OneDelivery, async (ctx, input) =>
  refreshed(await redeliver(ctx, input)),
)

// Refreshes nothing: the page it is called from is of what has gone, and is left for the overview.
export const deleteWebhookAction = valueAction(OneWebhook, (ctx, { webhookId }) =>
  deleteWebhook(ctx, webhookId),
)
