import type { Context } from '@/lib/access/context'
import { pathOf } from '@/lib/api/operation'
import { Reply, resultJson } from '@/lib/api/reply'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { deleteAudience } from '@/lib/audiences/commands/delete-audience'
import { patchAudience, putAudience } from '@/lib/audiences/commands/save-audience'
import {
  deleteAudienceOperation,
  getAudienceOperation,
  patchAudienceOperation,
  putAudienceOperation,
} from '@/lib/audiences/operations'
import { getAudience } from '@/lib/audiences/queries/audiences'

const current = async (ctx: Context, { audienceId }: { audienceId: string }) =>
  resultJson(getAudienceOperation, await getAudience(ctx, audienceId))

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getAudienceOperation, (ctx, { params }) => getAudience(ctx, params.audienceId)),
  PUT: route(
    putAudienceOperation,
    async (ctx, { params, body }) => {
      const { audience, created } = await putAudience(ctx, params.audienceId, body)
      if (!created) return audience
      return new Reply(audience, { status: 201, headers: { location: pathOf(getAudienceOperation, params) } })
    },
    { current },
  ),
  PATCH: route(
    patchAudienceOperation,
    (ctx, { params, body }) => patchAudience(ctx, params.audienceId, body),
    {
      current,
    },
  ),
  DELETE: route(deleteAudienceOperation, (ctx, { params }) => deleteAudience(ctx, params.audienceId), {
    current,
  }),
})
