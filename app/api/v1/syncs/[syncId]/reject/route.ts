import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { rejectSync } from '@/lib/syncs/commands/decide-sync'
import { rejectSyncOperation } from '@/lib/syncs/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(rejectSyncOperation, (ctx, { params }) => rejectSync(ctx, params.syncId)),
})
