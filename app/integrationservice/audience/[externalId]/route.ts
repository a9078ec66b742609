import { deleteAudience } from '@/lib/audiences/commands/delete-audience'
import { patchAudience } from '@/lib/audiences/commands/save-audience'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import {
  deleteAudienceOperation,
  getAudienceOperation,
  updateAudienceOperation,
} from '../../audience-operations'
import { readAudienceChange, toReferenceAudience } from '../../audience-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  GET: referenceRoute(getAudienceOperation, async (ctx, { externalId }) =>
    toReferenceAudience(await getAudience(ctx, externalId)),
  ),
  PUT: referenceRoute(updateAudienceOperation, async (ctx, { externalId, sent }) =>
    toReferenceAudience(await patchAudience(ctx, externalId, readAudienceChange(sent, externalId))),
  ),
  DELETE: referenceRoute(deleteAudienceOperation, (ctx, { externalId }) => deleteAudience(ctx, externalId)),
})
