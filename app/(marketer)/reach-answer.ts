import type { Context } from '@/lib/access/context'
import { type Reach, ReachQuery } from '@/lib/lists/schema'
import { requireSession } from '@/lib/session/session'

type Count = (ctx: Context, listIds: readonly number[]) => Promise<Reach>

/** What an overview asks once it is there: counting takes longer than its page may. */
export async function answerReach(request: Request, count: Count): Promise<Response> {
  const ctx = await requireSession()
  const query = ReachQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!query.success) return new Response('These are no ids of lists.', { status: 400 })
  const headers = { 'cache-control': 'no-store' }
  return Response.json(await count(ctx, query.data.ids), { headers })
}
