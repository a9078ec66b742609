import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { rowsResponse } from '@/lib/api/stream'
import { listChangesOperation } from '@/lib/syncs/operations'
import { exportChanges, listChanges } from '@/lib/syncs/queries/syncs'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listChangesOperation, async (ctx, { params, query, format, paging }) => {
    if (format === 'json') {
      const page = paging()
      return page.answer(await listChanges(ctx, params.syncId, page.request))
    }
    const chunks = await exportChanges(ctx, params.syncId, format)
    return rowsResponse(format, { name: `sync-${params.syncId}-changes`, chunks, bom: query.bom })
  }),
})
