import type { AccountId } from '@/lib/access/actor'
import { type FiledFilter, filedIn } from '@/lib/folders/filed'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { MessageSort, MessageStatus } from './schema'

export type MessageRecord = {
  id: string
  name: string
  status: MessageStatus
  subject: string
  folder_id: number | null
  folder_name: string | null
  created_at: Date
  changed_at: Date
}

const sorts = {
  name: { column: Prisma.sql`m.name_key`, type: 'text' },
  status: { column: Prisma.sql`m.status`, type: 'text' },
  subject: { column: Prisma.sql`lower(m.subject)`, type: 'text' },
  created: { column: Prisma.sql`m.created_at`, type: 'timestamptz' },
  changed: { column: Prisma.sql`m.changed_at`, type: 'timestamptz' },
} as const satisfies Record<MessageSort, { column: Prisma.Sql; type: 'text' | 'timestamptz' }>

const filing = { nameKey: Prisma.sql`m.name_key`, folderId: Prisma.sql`m.folder_id` }

export type OverviewFilter = FiledFilter & { status?: MessageStatus | undefined }

function filtered(accountId: AccountId, { status, ...filed }: OverviewFilter): Prisma.Sql {
  const conditions = [Prisma.sql`m.account_id = ${accountId}`, ...filedIn(filing, filed)]
  if (status) conditions.push(Prisma.sql`m.status = ${status}`)
  return Prisma.join(conditions, ' and ')
}

export function selectOverview(
  db: Db,
  accountId: AccountId,
  filter: OverviewFilter,
  sort: { field: MessageSort; direction: Direction },
  page: PageRequest,
): Promise<(MessageRecord & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    { ...sorts[sort.field], id: Prisma.sql`m.id`, idType: 'bigint', direction: sort.direction },
    page,
  )
  return db.$queryRaw<(MessageRecord & SortKey)[]>`
    select m.id::text as id, m.name, m.status, m.subject, m.folder_id, f.name as folder_name, m.created_at,
      m.changed_at, ${key}
    from message m
    left join folder f on f.account_id = m.account_id and f.id = m.folder_id
    where ${filtered(accountId, filter)} and ${where}
    ${orderAndLimit}`
}

export async function countOverview(db: Db, accountId: AccountId, filter: OverviewFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from message m where ${filtered(accountId, filter)}`
  return rows[0]?.count ?? 0
}
