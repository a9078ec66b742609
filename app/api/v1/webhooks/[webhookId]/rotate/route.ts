import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { rotateWebhookSecret } from '@/lib/webhooks/commands/rotate-secret'
import { rotateWebhookSecretOperation } from '@/lib/webhooks/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(rotateWebhookSecretOperation, (ctx, { params, body }) =>
    rotateWebhookSecret(ctx, params.webhookId, body),
  ),
})
