import { pathOf } from '@/lib/api/operation'
import { Reply } from '@/lib/api/reply'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { createWebhook } from '@/lib/webhooks/commands/save-webhook'
import { createWebhookOperation, getWebhookOperation, listWebhooksOperation } from '@/lib/webhooks/operations'
import { listWebhooks } from '@/lib/webhooks/queries'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listWebhooksOperation, async (ctx, { paging }) => {
    const page = paging()
    return page.answer(await listWebhooks(ctx, page.request))
  }),
  POST: route(createWebhookOperation, async (ctx, { body }) => {
    const webhook = await createWebhook(ctx, body)
    const location = pathOf(getWebhookOperation, { webhookId: webhook.id })
    return new Reply(webhook, { headers: { location } })
  }),
})
