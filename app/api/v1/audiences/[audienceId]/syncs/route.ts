import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { createSyncOperation } from '@/lib/syncs/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(createSyncOperation, (ctx, { params, query, upload }) =>
    runSync(ctx, params.audienceId, query, upload),
  ),
})
