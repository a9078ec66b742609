import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { undoSync } from '@/lib/syncs/commands/undo-sync'
import { undoSyncOperation } from '@/lib/syncs/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(undoSyncOperation, (ctx, { params }) => undoSync(ctx, params.syncId)),
})
