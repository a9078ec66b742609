import type { AccountId } from '@/lib/access/actor'
import type { Product } from '@/lib/access/schema'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { AudiencePatch, SetSyncSettings } from './schema'

export type AudienceRow = {
  id: number
  external_id: string
  name: string
  description: string | null
  folder_id: number | null
  member_count: number
  revision: number
  created_at: Date
  changed_at: Date
  last_contact_added_at: Date | null
  last_contact_removed_at: Date | null
  last_sync_at: Date | null
  sync_every_minutes: number | null
  guard_share: number | null
  guard_min: number | null
}

// A count passes 2^53 no sooner than the disk is full, so a double carries it exactly.
const columns = Prisma.sql`
  a.id, a.external_id, l.name, l.description, l.folder_id, a.member_count::float8 as member_count, a.revision,
  l.created_at, l.changed_at, a.last_contact_added_at, a.last_contact_removed_at, a.last_sync_at,
  a.sync_every_minutes, a.guard_share, a.guard_min`
const joined = Prisma.sql`audience a join list l on l.account_id = a.account_id and l.id = a.id`

export async function selectAudience(
  db: Db,
  accountId: AccountId,
  externalId: string,
): Promise<AudienceRow | undefined> {
  const rows = await db.$queryRaw<AudienceRow[]>`
    select ${columns} from ${joined} where a.account_id = ${accountId} and a.external_id = ${externalId}`
  return rows[0]
}

/** Holds the audience's row until the transaction ends: no sync, deletion or other change runs beside it. */
export async function lockAudience(
  db: Db,
  accountId: AccountId,
  externalId: string,
): Promise<AudienceRow | undefined> {
  const rows = await db.$queryRaw<AudienceRow[]>`
    select ${columns} from ${joined}
    where a.account_id = ${accountId} and a.external_id = ${externalId}
    for update of a`
  return rows[0]
}

/** The same by its internal id, and without holding up that another sync of it is noted, which refers to the row. */
export async function lockAudienceSettings(
  db: Db,
  accountId: AccountId,
  id: number,
): Promise<Pick<AudienceRow, 'sync_every_minutes' | 'guard_share' | 'guard_min'> | undefined> {
  const rows = await db.$queryRaw<AudienceRow[]>`
    select sync_every_minutes, guard_share, guard_min from audience
    where account_id = ${accountId} and id = ${id}
    for no key update`
  return rows[0]
}

export function selectAudiences(
  db: Db,
  accountId: AccountId,
  filter: { nameContains?: string | undefined; folderId?: number | undefined },
  page: PageRequest,
): Promise<(AudienceRow & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    {
      column: Prisma.sql`l.name_key`,
      type: 'text',
      id: Prisma.sql`l.id`,
      idType: 'bigint',
      direction: 'asc',
    },
    page,
  )
  return db.$queryRaw<(AudienceRow & SortKey)[]>`
    select ${columns}, ${key} from ${joined}
    where a.account_id = ${accountId}
      and (${filter.nameContains ?? null}::text is null or position(${filter.nameContains ?? null} in l.name_key) > 0)
      and (${filter.folderId ?? null}::int is null or l.folder_id = ${filter.folderId ?? null})
      and ${where}
    ${orderAndLimit}`
}

export async function selectProduct(db: Db, accountId: AccountId): Promise<Product | undefined> {
  const rows = await db.$queryRaw<{ product: Product }[]>`select product from account where id = ${accountId}`
  return rows[0]?.product
}

export type Taken = { id_taken: boolean; name_taken: boolean }

/** Whether another audience than `exceptId` has the id or the name already. */
export async function selectTaken(
  db: Db,
  accountId: AccountId,
  wanted: { externalId: string; nameKey: string; exceptId: number },
): Promise<Taken> {
  const rows = await db.$queryRaw<Taken[]>`
    select
      exists (select 1 from audience where account_id = ${accountId} and external_id = ${wanted.externalId}
              and id <> ${wanted.exceptId}) as id_taken,
      exists (select 1 from list where account_id = ${accountId} and kind = 'audience'
              and name_key = ${wanted.nameKey} and id <> ${wanted.exceptId}) as name_taken`
  return rows[0] ?? { id_taken: false, name_taken: false }
}

export async function insertAudience(
  db: Db,
  accountId: AccountId,
  input: { externalId: string; name: string; nameKey: string } & Omit<AudiencePatch, 'name'>,
): Promise<void> {
  await db.$executeRaw`
    with l as (
      insert into list (account_id, kind, name, name_key, description)
      values (${accountId}, 'audience', ${input.name}, ${input.nameKey}, ${input.description ?? null})
      returning account_id, id)
    insert into audience (account_id, id, external_id, sync_every_minutes, guard_share, guard_min)
    select account_id, id, ${input.externalId}, ${input.syncEveryMinutes ?? null}::int,
           ${input.guardShare ?? null}::int, ${input.guardMin ?? null}::int
    from l`
}

export async function updateAudience(
  db: Db,
  accountId: AccountId,
  id: number,
  to: { name: string; nameKey: string; description: string | null } & Settings,
): Promise<void> {
  await db.$executeRaw`
    with l as (
      update list set name = ${to.name}, name_key = ${to.nameKey}, description = ${to.description}, changed_at = now()
      where account_id = ${accountId} and id = ${id}
      returning account_id, id)
    update audience a set ${settingsTo(to)}
    from l where a.account_id = l.account_id and a.id = l.id`
}

export async function updateSyncSettings(
  db: Db,
  accountId: AccountId,
  id: number,
  to: Settings,
): Promise<void> {
  await db.$executeRaw`
    with l as (
      update list set changed_at = now() where account_id = ${accountId} and id = ${id}
      returning account_id, id)
    update audience a set ${settingsTo(to)}
    from l where a.account_id = l.account_id and a.id = l.id`
}

type Settings = Omit<SetSyncSettings, 'listId'>

/** An audience that is expected more or less often than before is looked at anew: it may be overdue now. */
function settingsTo(to: Settings): Prisma.Sql {
  return Prisma.sql`
    sync_every_minutes = ${to.syncEveryMinutes}::int, guard_share = ${to.guardShare}::int, guard_min = ${to.guardMin}::int,
    stale_check_at = case when sync_every_minutes is distinct from ${to.syncEveryMinutes}::int then now()
                          else stale_check_at end`
}

/** Removes an audience with its members and history. Fails on its foreign keys while a hold on it exists. */
export async function deleteAudienceRows(db: Db, accountId: AccountId, id: number): Promise<void> {
  await db.$executeRaw`delete from list where account_id = ${accountId} and id = ${id}`
  await db.$executeRaw`delete from member where account_id = ${accountId} and audience_id = ${id}`
  await db.$executeRaw`delete from former_member where account_id = ${accountId} and audience_id = ${id}`
}

/** Holds the account's row, so that two creations cannot both take the last place, one id or one name. */
export async function lockAccount(db: Db, accountId: AccountId): Promise<void> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
}

/** Counted in a statement after the lock, which sees what others did while it waited. */
export async function selectLimits(
  db: Db,
  accountId: AccountId,
): Promise<{ audience_max: number; audience_count: number } | undefined> {
  const rows = await db.$queryRaw<{ audience_max: number; audience_count: number }[]>`
    select audience_max, (select count(*)::int from audience where account_id = ${accountId}) as audience_count
    from account where id = ${accountId}`
  return rows[0]
}
