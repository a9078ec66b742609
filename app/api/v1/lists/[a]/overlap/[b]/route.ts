import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { getOverlapOperation } from '@/lib/audiences/compare-operations'
import { getOverlap } from '@/lib/audiences/queries/compare'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getOverlapOperation, (ctx, { params }) => getOverlap(ctx, params.a, params.b)),
})
