import { pathOf } from '@/lib/api/operation'
import { Reply } from '@/lib/api/reply'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import {
  createAudienceOperation,
  getAudienceOperation,
  listAudiencesOperation,
} from '@/lib/audiences/operations'
import { listAudiences } from '@/lib/audiences/queries/audiences'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listAudiencesOperation, async (ctx, { query, paging }) => {
    const page = paging()
    return page.answer(await listAudiences(ctx, query, page.request))
  }),
  POST: route(createAudienceOperation, async (ctx, { body }) => {
    const audience = await createAudience(ctx, body)
    const location = pathOf(getAudienceOperation, { audienceId: audience.externalId })
    return new Reply(audience, { headers: { location } })
  }),
})
