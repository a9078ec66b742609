import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'

export type OutboxRow = {
  id: string
  sender: string
  recipient: string
  subject: string
  mailing_id: string | null
  mailing_name: string | null
  received_at: Date
}

const columns = Prisma.sql`
  o.id::text as id, o.sender, o.recipient, o.subject, m.id::text as mailing_id, m.name as mailing_name, o.received_at`

const joined = Prisma.sql`
  outbox_mail o left join mailing m on m.account_id = o.account_id and m.id = o.mailing_id`

/** The latest first. */
export function selectMails(
  db: Db,
  accountId: AccountId,
  recipient: string,
  page: PageRequest,
): Promise<(OutboxRow & SortKey)[]> {
  const id = Prisma.sql`o.id`
  const { key, where, orderAndLimit } = keysetSql(
    { column: id, type: 'bigint', id, idType: 'bigint', direction: 'desc' },
    page,
  )
  return db.$queryRaw<(OutboxRow & SortKey)[]>`
    select ${columns}, ${key} from ${joined}
    where o.account_id = ${accountId} and strpos(lower(o.recipient), ${recipient}) > 0 and ${where}
    ${orderAndLimit}`
}

export async function selectMail(
  db: Db,
  accountId: AccountId,
  mailId: bigint,
): Promise<(OutboxRow & { raw: Uint8Array }) | undefined> {
  const rows = await db.$queryRaw<(OutboxRow & { raw: Uint8Array })[]>`
    select ${columns}, o.raw from ${joined} where o.account_id = ${accountId} and o.id = ${mailId}`
  return rows[0]
}
