import type { AccountId } from '@/lib/access/actor'
import { type FiledFilter, filedIn } from '@/lib/folders/filed'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { DynamicListKind, DynamicListSort } from './schema'

export type DynamicListRecord = {
  id: number
  kind: DynamicListKind
  name: string
  description: string | null
  external_id: string | null
  member_count: number | null
  refreshed_at: Date | null
  sync_every_minutes: number | null
  guard_share: number | null
  guard_min: number | null
  folder_id: number | null
  folder_name: string | null
  created_at: Date
  changed_at: Date
  last_contact_added_at: Date | null
  last_contact_removed_at: Date | null
  credential_name: string | null
  held_sync_id: string | null
}

const columns = Prisma.sql`
  l.id, l.kind, l.name, l.description, a.external_id,
  coalesce(a.member_count, case when r.computed_at is not null then r.member_count end)::float8 as member_count,
  coalesce(a.last_sync_at, r.computed_at) as refreshed_at, a.sync_every_minutes, a.guard_share, a.guard_min, l.folder_id, f.name as folder_name, l.created_at, l.changed_at,
  a.last_contact_added_at, a.last_contact_removed_at, c.name as credential_name,
  h.id::text as held_sync_id`

const joined = Prisma.sql`
  list l
  left join audience a on a.account_id = l.account_id and a.id = l.id
  left join rule_list r on r.account_id = l.account_id and r.id = l.id
  left join folder f on f.account_id = l.account_id and f.id = l.folder_id
  left join api_credential c on c.account_id = a.account_id and c.id = a.last_sync_credential_id
  left join sync h on h.account_id = a.account_id and h.audience_id = a.id and h.status = 'held'`

const sorts = {
  name: { column: Prisma.sql`l.name_key`, type: 'text' },
  kind: { column: Prisma.sql`l.kind collate "C"`, type: 'text' },
  members: { column: Prisma.sql`coalesce(a.member_count, r.member_count, 0)`, type: 'bigint' },
  refreshed: {
    column: Prisma.sql`coalesce(a.last_sync_at, r.computed_at, '-infinity')`,
    type: 'timestamptz',
  },
  created: { column: Prisma.sql`l.created_at`, type: 'timestamptz' },
  changed: { column: Prisma.sql`l.changed_at`, type: 'timestamptz' },
} as const satisfies Record<DynamicListSort, { column: Prisma.Sql; type: 'text' | 'bigint' | 'timestamptz' }>

const filing = { nameKey: Prisma.sql`l.name_key`, folderId: Prisma.sql`l.folder_id` }

export type OverviewFilter = FiledFilter & {
  kind?: DynamicListKind | undefined
  /** Only audiences of which a sync is held. */
  held?: boolean | undefined
  /** Only audiences that are overdue at this moment. */
  staleAt?: Date | undefined
}

function filtered(accountId: AccountId, filter: OverviewFilter): Prisma.Sql {
  const conditions = [
    Prisma.sql`l.account_id = ${accountId}`,
    Prisma.sql`l.kind in ('audience', 'rules')`,
    ...filedIn(filing, filter),
  ]
  if (filter.kind) conditions.push(Prisma.sql`l.kind = ${filter.kind}`)
  if (filter.held) {
    conditions.push(Prisma.sql`exists (
      select 1 from sync x where x.account_id = l.account_id and x.audience_id = l.id and x.status = 'held')`)
  }
  if (filter.staleAt) {
    conditions.push(Prisma.sql`exists (
      select 1 from audience x where x.account_id = l.account_id and x.id = l.id
        and coalesce(x.last_sync_at, l.created_at) + make_interval(mins => x.sync_every_minutes) < ${filter.staleAt})`)
  }
  return Prisma.join(conditions, ' and ')
}

export function selectOverview(
  db: Db,
  accountId: AccountId,
  filter: OverviewFilter,
  sort: { field: DynamicListSort; direction: Direction },
  page: PageRequest,
): Promise<(DynamicListRecord & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    { ...sorts[sort.field], id: Prisma.sql`l.id`, idType: 'bigint', direction: sort.direction },
    page,
  )
  return db.$queryRaw<(DynamicListRecord & SortKey)[]>`
    select ${columns}, ${key} from ${joined} where ${filtered(accountId, filter)} and ${where} ${orderAndLimit}`
}

export async function countOverview(db: Db, accountId: AccountId, filter: OverviewFilter): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from list l where ${filtered(accountId, filter)}`
  return rows[0]?.count ?? 0
}

export async function selectDynamicList(
  db: Db,
  accountId: AccountId,
  listId: number,
): Promise<DynamicListRecord | undefined> {
  const rows = await db.$queryRaw<DynamicListRecord[]>`
    select ${columns} from ${joined} where ${filtered(accountId, {})} and l.id = ${listId}`
  return rows[0]
}
