import { listBounces } from '@/lib/contacts/queries/contacts'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { listBouncesOperation } from '../../../contact-operations'
import { toReferenceBounce } from '../../../contact-shape'
import { pageOf, periodOf } from '../../../paging'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  GET: referenceRoute(listBouncesOperation, async (ctx, input) => {
    const period = periodOf(input.query)
    const page = pageOf(ctx, input)
    const { rows, next } = await listBounces(ctx, period, page.request)
    return { paging: page.answer(next), bounces: rows.map(toReferenceBounce) }
  }),
})
