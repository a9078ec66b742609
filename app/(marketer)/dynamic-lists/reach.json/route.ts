import { countReach } from '@/lib/lists/reach'
import { ReachQuery } from '@/lib/lists/schema'
import { requireSession } from '@/lib/session/session'

/** What the overview asks once it is there: counting takes longer than its page may. */
export async function GET(request: Request) {
  const ctx = await requireSession()
  const query = ReachQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return new Response('These are no ids of lists.', { status: 400 })
  const headers = { 'cache-control': 'no-store' }
  return Response.json(await countReach(ctx, query.data.ids), { headers })
}
