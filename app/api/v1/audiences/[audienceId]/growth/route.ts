import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { getGrowthOperation } from '@/lib/syncs/growth-operations'
import { getGrowth } from '@/lib/syncs/queries/growth'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getGrowthOperation, (ctx, { params, query }) => getGrowth(ctx, params.audienceId, query)),
})
