import type { AccountId } from '@/lib/access/actor'
import { contactsBeginning } from '@/lib/contacts/queries/search'
import { csvSafeSql, withNumbers } from '@/lib/platform/copy-out'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import { recipientsOf } from './report.sql'
import type { Figure, Recipient } from './schema'

type RecipientRow = {
  external_id: string
  email: string | null
  status: Recipient['status']
  reason: string | null
  run: number
  sent_at: Date | null
  opened_at: Date | null
  clicked_at: Date | null
  bounced_at: Date | null
  unsubscribed_at: Date | null
  complained_at: Date | null
}

const joined = Prisma.sql`
  mailing_recipient r join contact c on c.account_id = r.account_id and c.id = r.contact_id and c.erased_at is null`

/** In the order of contact ids, which is the order of the key. Who was erased since is in the figures only. */
export function selectRecipients(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
  { figure, q }: { figure: Figure; q?: string | undefined },
  page: PageRequest,
): Promise<(RecipientRow & SortKey)[]> {
  const id = Prisma.sql`r.contact_id`
  const { key, where, orderAndLimit } = keysetSql(
    { column: id, type: 'bigint', id, idType: 'bigint', direction: 'asc' },
    page,
  )
  return db.$queryRaw<(RecipientRow & SortKey)[]>`
    select c.external_id, c.email, r.status, r.reason, r.run, r.sent_at, r.opened_at, r.clicked_at, r.bounced_at,
      r.unsubscribed_at, r.complained_at, ${key}
    from ${joined}
    where ${recipientsOf(accountId, mailingId, figure)} and ${where} and ${matches(accountId, q)}
    ${orderAndLimit}`
}

function matches(accountId: AccountId, q: string | undefined): Prisma.Sql {
  return q ? Prisma.sql`r.contact_id in (${contactsBeginning(accountId, q)})` : Prisma.sql`true`
}

const utc = (column: string) => `to_char(r.${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
const exported = Prisma.raw(
  [
    `${csvSafeSql('c.external_id')} as id`,
    `${csvSafeSql('c.email')} as email`,
    'r.status',
    `${csvSafeSql('r.reason')} as reason`,
    `case r.run when 1 then 'mailing' else 'automailer' end as by`,
    ...['sent_at', 'opened_at', 'clicked_at', 'bounced_at', 'unsubscribed_at', 'complained_at'].map(
      (column) => `${utc(column)} as ${column}`,
    ),
  ].join(', '),
)

/** For COPY. */
export function exportRecipientsSql(accountId: AccountId, mailingId: bigint, figure: Figure): string {
  return withNumbers(Prisma.sql`
    select ${exported} from ${joined} where ${recipientsOf(accountId, mailingId, figure)} order by r.contact_id`)
}
