import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { abandonSync } from '@/lib/syncs/commands/decide-sync'
import { abandonSyncOperation, getSyncOperation } from '@/lib/syncs/operations'
import { getSync } from '@/lib/syncs/queries/syncs'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getSyncOperation, (ctx, { params }) => getSync(ctx, params.syncId)),
  DELETE: route(abandonSyncOperation, (ctx, { params }) => abandonSync(ctx, params.syncId)),
})
