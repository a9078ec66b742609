import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { approveSync } from '@/lib/syncs/commands/decide-sync'
import { approveSyncOperation } from '@/lib/syncs/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(approveSyncOperation, (ctx, { params }) => approveSync(ctx, params.syncId)),
})
