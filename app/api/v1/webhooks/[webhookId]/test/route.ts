import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { testWebhook } from '@/lib/webhooks/commands/test-webhook'
import { testWebhookOperation } from '@/lib/webhooks/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(testWebhookOperation, (ctx, { params }) => testWebhook(ctx, params.webhookId)),
})
