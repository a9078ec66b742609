import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { putPart } from '@/lib/syncs/commands/send-parts'
import { putPartOperation } from '@/lib/syncs/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  PUT: route(putPartOperation, (ctx, { params, upload }) => putPart(ctx, params.syncId, params.part, upload)),
})
