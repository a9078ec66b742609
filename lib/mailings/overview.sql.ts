import type { AccountId } from '@/lib/access/actor'
import { type FiledFilter, filedIn } from '@/lib/folders/filed'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import { type MailingRowRecord, rowColumns, rowJoins } from './mailing.sql'
import type { MailingSort, MailingStatus } from './schema'

const sorts = {
  name: { column: Prisma.sql`lower(m.name)`, type: 'text' },
  status: {
    column: Prisma.sql`array_position(array['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'], m.status)`,
    type: 'bigint',
  },
  moment: {
    column: Prisma.sql`coalesce(m.started_at, m.scheduled_at, 'infinity')`,
    type: 'timestamptz',
  },
  recipients: { column: Prisma.sql`m.recipient_count`, type: 'bigint' },
  created: { column: Prisma.sql`m.created_at`, type: 'timestamptz' },
  changed: { column: Prisma.sql`m.changed_at`, type: 'timestamptz' },
} as const satisfies Record<MailingSort, { column: Prisma.Sql; type: 'text' | 'bigint' | 'timestamptz' }>

const filing = { nameKey: Prisma.sql`lower(normalize(m.name))`, folderId: Prisma.sql`m.folder_id` }

export type OverviewFilter = FiledFilter & { status?: MailingStatus | undefined }

function filtered(accountId: AccountId, { status, ...filed }: OverviewFilter): Prisma.Sql {
  const conditions = [Prisma.sql`m.account_id = ${accountId}`, ...filedIn(filing, filed)]
  if (status) conditions.push(Prisma.sql`m.status = ${status}`)
  return Prisma.join(conditions, ' and ')
}

export function selectOverview(
  db: Db,
  accountId: AccountId,
  filter: OverviewFilter,
  sort: { field: MailingSort; direction: Direction },
  page: PageRequest,
): Promise<(MailingRowRecord & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    { ...sorts[sort.field], id: Prisma.sql`m.id`, idType: 'bigint', direction: sort.direction },
    page,
  )
  return db.$queryRaw<(MailingRowRecord & SortKey)[]>`
    select ${rowColumns}, ${key} from ${rowJoins}
    where ${filtered(accountId, filter)} and ${where}
    ${orderAndLimit}`
}

export async function countOverview(db: Db, accountId: AccountId, filter: OverviewFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from mailing m where ${filtered(accountId, filter)}`
  return rows[0]?.count ?? 0
}
