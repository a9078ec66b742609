import type { AccountId } from '@/lib/access/actor'
import { Prisma } from '@/lib/platform/generated/client'

const { sql, join } = Prisma

export const audienceIds = (accountId: AccountId, listId: number) =>
  sql`select contact_id from member where account_id = ${accountId} and audience_id = ${listId}`

export const staticIds = (accountId: AccountId, listId: number) =>
  sql`select contact_id from static_member where account_id = ${accountId} and list_id = ${listId}`

/** Of a mailing, also by its automailer. */
export const notOpenedIds = (accountId: AccountId, mailingId: bigint) =>
  sql`select contact_id from mailing_recipient
      where account_id = ${accountId} and mailing_id = ${mailingId} and status = 'sent' and opened_at is null`

/** Of each contact that is in any of these lists, bit n for the n-th: `contact_id` and `lists`. */
export function listBits(members: readonly Prisma.Sql[]): Prisma.Sql {
  if (members.length === 0) return sql`select null::bigint as contact_id, 0::bigint as lists where false`
  const each = members.map(
    (ids, bit) => sql`select contact_id, 1::bigint << ${bit}::int as bit from (${ids}) as _`,
  )
  return sql`select contact_id, bit_or(bit) as lists from (${join(each, ' union all ')}) as _ group by contact_id`
}
