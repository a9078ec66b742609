import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { rowsResponse } from '@/lib/api/stream'
import { listRejectionsOperation } from '@/lib/syncs/operations'
import { exportRejections, listRejections } from '@/lib/syncs/queries/syncs'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listRejectionsOperation, async (ctx, { params, query, format, paging }) => {
    if (format === 'json') {
      const page = paging()
      return page.answer(await listRejections(ctx, params.syncId, page.request))
    }
    const chunks = await exportRejections(ctx, params.syncId, format)
    return rowsResponse(format, { name: `sync-${params.syncId}-rejections`, chunks, bom: query.bom })
  }),
})
