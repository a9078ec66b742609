import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'

export type ReachRow = { id: number; reach: number }

/**
 * How many members of each list could be mailed at all, active and with an e-mail address: all but those who
 * cannot, who are few and have an index of their own. One pass over the members of all the lists of a kind together. Of a rule-based
 * list it was counted with its members; one that has not been is left out.
 */
export function selectReach(db: Db, accountId: AccountId, listIds: readonly number[]): Promise<ReachRow[]> {
  const audiences = {
    lists: Prisma.sql`audience`,
    members: Prisma.sql`(select account_id, audience_id as list_id, contact_id from member)`,
  }
  const staticLists = { lists: Prisma.sql`static_list`, members: Prisma.sql`static_member` }
  return db.$queryRaw<ReachRow[]>`
    ${reachOf(accountId, listIds, audiences)}
    union all ${reachOf(accountId, listIds, staticLists)}
    union all
    select id, reach::float8 from rule_list
    where account_id = ${accountId} and id = any(${listIds}::int[]) and computed_at is not null`
}

function reachOf(
  accountId: AccountId,
  listIds: readonly number[],
  { lists, members }: { lists: Prisma.Sql; members: Prisma.Sql },
): Prisma.Sql {
  // One list's members come in the order of contact ids, and are walked beside those who cannot be mailed.
  const [listId] = listIds
  const among = listIds.length === 1 ? Prisma.sql`= ${listId}::int` : Prisma.sql`= any(${listIds}::int[])`
  return Prisma.sql`
    select l.id, (l.member_count - coalesce(u.count, 0))::float8 as reach
    from ${lists} l
    left join (
      select m.list_id, count(*) as count
      from contact c
      join ${members} m on m.account_id = ${accountId} and m.list_id ${among} and m.contact_id = c.id
      where c.account_id = ${accountId} and (c.status <> 'active' or c.email is null)
      group by m.list_id) u on u.list_id = l.id
    where l.account_id = ${accountId} and l.id = any(${listIds}::int[])`
}

/** For the rest of the transaction. */
export async function limitStatements(db: Db, timeoutMs: number): Promise<void> {
  await db.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true)`
}

/**
 * For the rest of the transaction. Of a million ids PostgreSQL would hash what it joins them with, on disk when that is large;
 * walking both in their order takes half the time, and for few ids it looks each up all the same.
 */
export async function preferMerging(db: Db): Promise<void> {
  await db.$queryRaw`select set_config('enable_hashjoin', 'off', true)`
}
