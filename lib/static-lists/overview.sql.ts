import type { AccountId } from '@/lib/access/actor'
import { type FiledFilter, filedIn } from '@/lib/folders/filed'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { StaticListSort } from './schema'

export type StaticListRecord = {
  id: number
  name: string
  description: string | null
  member_count: number
  folder_id: number | null
  folder_name: string | null
  created_at: Date
  changed_at: Date
}

const columns = Prisma.sql`
  l.id, l.name, l.description, s.member_count::float8 as member_count, l.folder_id, f.name as folder_name, l.created_at, l.changed_at`

const joined = Prisma.sql`
  static_list s
  join list l on l.account_id = s.account_id and l.id = s.id
  left join folder f on f.account_id = l.account_id and f.id = l.folder_id`

const sorts = {
  name: { column: Prisma.sql`l.name_key`, type: 'text' },
  members: { column: Prisma.sql`s.member_count`, type: 'bigint' },
  created: { column: Prisma.sql`l.created_at`, type: 'timestamptz' },
  changed: { column: Prisma.sql`l.changed_at`, type: 'timestamptz' },
} as const satisfies Record<StaticListSort, { column: Prisma.Sql; type: 'text' | 'bigint' | 'timestamptz' }>

const filing = { nameKey: Prisma.sql`l.name_key`, folderId: Prisma.sql`l.folder_id` }

function filtered(accountId: AccountId, filter: FiledFilter): Prisma.Sql {
  return Prisma.join([Prisma.sql`s.account_id = ${accountId}`, ...filedIn(filing, filter)], ' and ')
}

export function selectOverview(
  db: Db,
  accountId: AccountId,
  filter: FiledFilter,
  sort: { field: StaticListSort; direction: Direction },
  page: PageRequest,
): Promise<(StaticListRecord & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    { ...sorts[sort.field], id: Prisma.sql`l.id`, idType: 'bigint', direction: sort.direction },
    page,
  )
  return db.$queryRaw<(StaticListRecord & SortKey)[]>`
    select ${columns}, ${key} from ${joined}
    where ${filtered(accountId, filter)} and ${where}
    ${orderAndLimit}`
}

export async function countOverview(db: Db, accountId: AccountId, filter: FiledFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${joined} where ${filtered(accountId, filter)}`
  return rows[0]?.count ?? 0
}

export async function selectStaticList(
  db: Db,
  accountId: AccountId,
  id: number,
): Promise<StaticListRecord | undefined> {
  const rows = await db.$queryRaw<StaticListRecord[]>`
    select ${columns} from ${joined} where s.account_id = ${accountId} and s.id = ${id}`
  return rows[0]
}
