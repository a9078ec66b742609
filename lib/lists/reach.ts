import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { preferMerging, selectReach } from './reach.sql'
import type { Reach } from './schema'
import { withinTime } from './within-time'

/** Members of a list that could be mailed at all: active, with an e-mail address. Null while they have not been counted. */
export async function countMailableMembers(ctx: Context, listId: number): Promise<number | null> {
  requireScope(ctx.actor, 'lists:read')
  const [row] = await inTransaction(ctx, async ({ db, actor }) => {
    await preferMerging(db)
    return selectReach(db, actor.accountId, [listId])
  })
  return row?.reach ?? null
}

/** Longest that the reach of an overview's lists is counted for. */
const reachTimeoutMs = 5_000

/**
 * The same of many lists at once, exact and of one moment (of a rule-based list, when its members were counted); null when it
 * took longer than it may. Lists that are gone, not the account's or not counted are left out.
 */
export async function countReach(
  ctx: Context,
  listIds: readonly number[],
  timeoutMs = reachTimeoutMs,
): Promise<Reach> {
  requireScope(ctx.actor, 'lists:read')
  const rows = await withinTime(ctx, timeoutMs, ({ db, actor }) => selectReach(db, actor.accountId, listIds))
  return { reach: rows ? Object.fromEntries(rows.map(({ id, reach }) => [String(id), reach])) : null }
}
