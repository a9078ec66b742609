import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { listPartsOperation } from '@/lib/syncs/operations'
import { listParts } from '@/lib/syncs/queries/syncs'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listPartsOperation, async (ctx, { params, paging }) => {
    const page = paging()
    return page.answer(await listParts(ctx, params.syncId, page.request))
  }),
})
