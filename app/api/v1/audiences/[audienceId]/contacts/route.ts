import { HttpProblem } from '@/lib/api/problem'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { rowsResponse } from '@/lib/api/stream'
import { listMembersOperation } from '@/lib/audiences/operations'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { exportMembers, listMembers, listMembersAt } from '@/lib/audiences/queries/members'
import { emptyAudience } from '@/lib/syncs/commands/change-members'
import { emptyAudienceOperation } from '@/lib/syncs/operations'
import { revisionAt } from '@/lib/syncs/queries/as-of'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listMembersOperation, async (ctx, { params, query, format, paging }) => {
    const revision =
      query.asOf === undefined ? undefined : await revisionAt(ctx, params.audienceId, new Date(query.asOf))
    if (format === 'json') {
      const page = paging()
      if (revision !== undefined)
        return page.answer(await listMembersAt(ctx, params.audienceId, revision, page.request))
      return page.answer(await listMembers(ctx, params.audienceId, { q: query.q }, page.request))
    }
    const { name } = await getAudience(ctx, params.audienceId)
    return rowsResponse(format, {
      name,
      chunks: await exportMembers(ctx, params.audienceId, format, revision),
      bom: query.bom,
    })
  }),
  DELETE: route(emptyAudienceOperation, async (ctx, { params, query }) => {
    if (query.confirm !== params.audienceId) {
      const detail = 'It is not the id of the audience in the path.'
      throw new HttpProblem('invalid', `query confirm: ${detail} Nothing was changed.`, {
        errors: [{ in: 'query', pointer: '/confirm', detail }],
      })
    }
    await emptyAudience(ctx, params.audienceId)
  }),
})
