import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

export type ReachRow = { id: number; reach: number }

/**
 * How many members of each audience could be mailed at all, active and with an e-mail address: all but those who cannot, who are
 * few and have an index of their own. One pass over the members of all the audiences together; lists that are none are left out.
 */
export function selectReach(db: Db, accountId: AccountId, listIds: readonly number[]): Promise<ReachRow[]> {
  return db.$queryRaw<ReachRow[]>`
    select a.id, (a.member_count - coalesce(u.count, 0))::float8 as reach
    from audience a
    left join (
      select m.audience_id, count(*) as count
      from contact c
      join member m on m.account_id = ${accountId} and m.audience_id = any(${listIds}::int[]) and m.contact_id = c.id
      where c.account_id = ${accountId} and (c.status <> 'active' or c.email is null)
      group by m.audience_id) u on u.audience_id = a.id
    where a.account_id = ${accountId} and a.id = any(${listIds}::int[])`
}

/** For the rest of the transaction. */
export async function limitStatements(db: Db, timeoutMs: number): Promise<void> {
  await db.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true)`
}
