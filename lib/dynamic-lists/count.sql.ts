import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { Rules } from './rules/schema'
import { type RulesAt, rulesCondition } from './rules.sql'

/** Who meets rules, and how many of them could be mailed: active, with an e-mail address. */
export type CountRow = { members: number; reach: number }

export function countSql(rules: Rules, at: RulesAt): Prisma.Sql {
  return Prisma.sql`
    select count(*)::float8 as members,
      (count(*) filter (where c.status = 'active' and c.email is not null))::float8 as reach
    from contact c where ${rulesCondition(rules, at)}`
}

export async function noteTried(db: Db, accountId: AccountId, listId: number, now: Date): Promise<void> {
  await db.$executeRaw`
    update rule_list set tried_at = ${now} where account_id = ${accountId} and id = ${listId}`
}

/** Of rules that were changed meanwhile the count is nobody's. */
export async function noteCount(
  db: Db,
  accountId: AccountId,
  of: { listId: number; revision: number; now: Date },
  { members, reach }: CountRow,
): Promise<void> {
  await db.$executeRaw`
    update rule_list set member_count = ${members}::bigint, reach = ${reach}::bigint, computed_at = ${of.now}
    where account_id = ${accountId} and id = ${of.listId} and revision = ${of.revision}`
}

/** The list that was counted longest ago, and before a moment. Undefined when there is none. */
export async function selectDue(
  db: Db,
  before: Date,
): Promise<{ account_id: number; id: number } | undefined> {
  const rows = await db.$queryRaw<{ account_id: number; id: number }[]>`
    select account_id, id from rule_list where tried_at < ${before} order by tried_at limit 1`
  return rows[0]
}
