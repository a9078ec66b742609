import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { listDeliveriesOperation } from '@/lib/webhooks/operations'
import { listDeliveries } from '@/lib/webhooks/queries'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listDeliveriesOperation, async (ctx, { params, query, paging }) => {
    const page = paging()
    const filter = { webhookId: params.webhookId, status: query.status }
    return page.answer(await listDeliveries(ctx, filter, page.request))
  }),
})
