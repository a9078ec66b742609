import { rowsResponse } from '@/lib/api/stream'
import { requireUser } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'
import { getGrowth } from '@/lib/syncs/queries/growth'
import { type Growth, GrowthRangeQuery } from '@/lib/syncs/schema'
import { growthDaysOf } from '../growth-days'
import { requireList } from '../list'

type Params = RouteContext<'/dynamic-lists/[listId]/growth.csv'>

export async function GET(request: Request, { params }: Params) {
  const { ctx, list } = await requireList((await params).listId)
  const { timeZone } = (await requireUser()).membership
  const query = GrowthRangeQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  return sessionDownload(async () => {
    const { range, ...days } = growthDaysOf(query, { createdAt: list.createdAt, now: ctx.now(), timeZone })
    const growth = await getGrowth(ctx, list.externalId ?? '', days)
    return rowsResponse('csv', { name: `${list.name} growth`, chunks: csvOf(growth) })
  })
}

/** Dates and whole numbers: nothing that needs a quote. */
async function* csvOf({ days }: Growth): AsyncGenerator<Uint8Array> {
  const lines = days.map(({ day, members, joined, left }) => `${day},${members},${joined},${left}\n`)
  yield new TextEncoder().encode(`day,members,joined,left\n${lines.join('')}`)
}
