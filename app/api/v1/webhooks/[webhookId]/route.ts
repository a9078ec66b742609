import type { Context } from '@/lib/access/context'
import { resultJson } from '@/lib/api/reply'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { deleteWebhook } from '@/lib/webhooks/commands/delete-webhook'
import { patchWebhook } from '@/lib/webhooks/commands/save-webhook'
import { deleteWebhookOperation, getWebhookOperation, patchWebhookOperation } from '@/lib/webhooks/operations'
import { getWebhook } from '@/lib/webhooks/queries'

const current = async (ctx: Context, { webhookId }: { webhookId: string }) =>
  resultJson(getWebhookOperation, await getWebhook(ctx, webhookId))

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getWebhookOperation, (ctx, { params }) => getWebhook(ctx, params.webhookId)),
  PATCH: route(patchWebhookOperation, (ctx, { params, body }) => patchWebhook(ctx, params.webhookId, body), {
    current,
  }),
  DELETE: route(deleteWebhookOperation, (ctx, { params }) => deleteWebhook(ctx, params.webhookId), {
    current,
  }),
})
