import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { Rules } from './rules/schema'
import { type RulesAt, rulesCondition } from './rules.sql'

/** Of these audiences, those a contact is in. */
export async function selectAudiencesOf(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
  audienceIds: readonly number[],
): Promise<number[]> {
  const rows = await db.$queryRaw<{ audience_id: number }[]>`
    select audience_id from member
    where account_id = ${accountId} and audience_id = any(${audienceIds}::int[]) and contact_id = ${contactId}`
  return rows.map((row) => row.audience_id)
}

/** Whether a contact meets rules. */
export async function meetsRules(db: Db, contactId: bigint, rules: Rules, at: RulesAt): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from contact c where c.id = ${contactId} and ${rulesCondition(rules, at)}`
  return rows.length > 0
}
