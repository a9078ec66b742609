import { createAudience } from '@/lib/audiences/commands/save-audience'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { createAudienceOperation } from '../audience-operations'
import { readAudience, toReferenceAudience } from '../audience-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  POST: referenceRoute(createAudienceOperation, async (ctx, { sent }) =>
    toReferenceAudience(await createAudience(ctx, readAudience(sent))),
  ),
})
