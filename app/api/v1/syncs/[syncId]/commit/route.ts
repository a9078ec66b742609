import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { commitSync } from '@/lib/syncs/commands/send-parts'
import { commitSyncOperation } from '@/lib/syncs/operations'
import { prefersAsync, syncReply } from '../../reply'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(commitSyncOperation, async (ctx, { params, body, request }) => {
    const later = prefersAsync(request)
    return syncReply(await commitSync(ctx, params.syncId, body, { later }), request)
  }),
})
