import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { listUsagesOperation } from '@/lib/audiences/operations'
import { listUsages } from '@/lib/audiences/queries/audiences'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listUsagesOperation, async (ctx, { params }) => ({
    data: await listUsages(ctx, params.audienceId),
  })),
})
