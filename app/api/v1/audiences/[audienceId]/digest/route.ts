import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { getDigestOperation } from '@/lib/audiences/compare-operations'
import { getDigest } from '@/lib/audiences/queries/compare'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getDigestOperation, (ctx, { params, query }) =>
    getDigest(ctx, params.audienceId, query.buckets),
  ),
})
