import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { listSyncsOperation } from '@/lib/syncs/operations'
import { listSyncs } from '@/lib/syncs/queries/syncs'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listSyncsOperation, async (ctx, { query, paging }) => {
    const { audienceId, status } = query
    const page = paging()
    const filter = { audienceId, statuses: status && [status] }
    return page.answer(await listSyncs(ctx, filter, page.request))
  }),
})
