import type { AccountId } from '@/lib/access/actor'
import { csvSafeSql } from '@/lib/platform/copy-out'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { Problem, SyncMode, SyncStatus } from './schema'

export type SyncRowOfHistory = {
  id: string
  audience_id: number
  audience_external_id: string
  audience_name: string
  mode: SyncMode
  status: SyncStatus
  dry_run: boolean
  received: number
  duplicates: number
  unknown: number
  created: number
  added: number
  removed: number
  unchanged: number
  rejection_count: number
  members_before: number | null
  members_after: number | null
  revision: number | null
  credential_name: string | null
  user_name: string | null
  max_removals: string | null
  force: boolean
  parts: number | null
  expires_at: Date | null
  undoes_sync_id: string | null
  undone_by: string | null
  superseded_by: string | null
  held_revision: number | null
  /** Whether it is the last that changed its audience: only that one can be undone. */
  is_latest: boolean
  problem: Problem | null
  started_at: Date
  finished_at: Date | null
}

const columns = Prisma.sql`
  s.id::text as id, s.audience_id, a.external_id as audience_external_id, l.name as audience_name, s.mode, s.status,
  s.dry_run, s.received::float8 as received, s.duplicates::float8 as duplicates, s.unknown::float8 as unknown,
  s.created::float8 as created, s.added::float8 as added, s.removed::float8 as removed,
  s.unchanged::float8 as unchanged, s.rejection_count::float8 as rejection_count,
  s.members_before::float8 as members_before, s.members_after::float8 as members_after, s.revision,
  c.name as credential_name, u.name as user_name, s.problem, s.started_at, s.finished_at, s.max_removals, s.force,
  case when s.status = 'open' then (
    select count(*)::int from sync_part p where p.account_id = s.account_id and p.sync_id = s.id) end as parts,
  case when s.status = 'open' then s.expires_at end as expires_at, s.undoes_sync_id::text as undoes_sync_id,
  case when s.status = 'undone' then (
    select x.id::text from sync x where x.account_id = s.account_id and x.undoes_sync_id = s.id
    order by x.id desc limit 1) end as undone_by,
  s.superseded_by::text as superseded_by, s.held_revision,
  (s.status = 'done' and s.revision > a.pruned_revision and not exists (
    select 1 from sync x where x.account_id = s.account_id and x.audience_id = s.audience_id
      and x.revision > s.revision and x.mode <> 'erase')) as is_latest`

const joined = Prisma.sql`
  sync s
  join audience a on a.account_id = s.account_id and a.id = s.audience_id
  join list l on l.account_id = s.account_id and l.id = s.audience_id
  left join api_credential c on c.account_id = s.account_id and c.id = s.credential_id
  left join app_user u on u.id = s.user_id`

export async function selectSync(
  db: Db,
  accountId: AccountId,
  syncId: bigint,
): Promise<SyncRowOfHistory | undefined> {
  const rows = await db.$queryRaw<SyncRowOfHistory[]>`
    select ${columns} from ${joined} where s.account_id = ${accountId} and s.id = ${syncId}`
  return rows[0]
}

export function selectSyncs(
  db: Db,
  accountId: AccountId,
  filter: {
    audienceId?: number | undefined
    statuses?: SyncStatus[] | undefined
    mode?: SyncMode | undefined
    direction: Direction
  },
  page: PageRequest,
): Promise<(SyncRowOfHistory & SortKey)[]> {
  const id = Prisma.sql`s.id`
  const { key, where, orderAndLimit } = keysetSql(
    { column: id, type: 'bigint', id, idType: 'bigint', direction: filter.direction },
    page,
  )
  const audience =
    filter.audienceId === undefined ? Prisma.sql`true` : Prisma.sql`s.audience_id = ${filter.audienceId}`
  const status = filter.statuses ? Prisma.sql`s.status = any(${filter.statuses})` : Prisma.sql`true`
  const mode = filter.mode ? Prisma.sql`s.mode = ${filter.mode}` : Prisma.sql`true`
  return db.$queryRaw<(SyncRowOfHistory & SortKey)[]>`
    select ${columns}, ${key} from ${joined}
    where s.account_id = ${accountId} and ${audience} and ${status} and ${mode} and ${where}
    ${orderAndLimit}`
}

export type ChangeRow = { change: 'joined' | 'left'; external_id: string; email: string | null }

/**
 * Who joined and who left with a revision. A joiner who has left again since is among the former members; the two
 * tables together are read in the order of contact id, so that a page starts where the last one ended.
 */
export function selectChanges(
  db: Db,
  accountId: AccountId,
  of: { audienceId: number; revision: number },
  page: PageRequest,
): Promise<(ChangeRow & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    {
      column: Prisma.sql`d.contact_id`,
      type: 'bigint',
      id: Prisma.sql`d.contact_id`,
      idType: 'bigint',
      direction: 'asc',
    },
    page,
  )
  return db.$queryRaw<(ChangeRow & SortKey)[]>`
    select d.change, c.external_id, c.email, ${key}
    from (
      select 'joined' as change, contact_id from member
      where account_id = ${accountId} and audience_id = ${of.audienceId} and joined_revision = ${of.revision}
      union all
      select 'joined', contact_id from former_member
      where account_id = ${accountId} and audience_id = ${of.audienceId} and joined_revision = ${of.revision}
      union all
      select 'left', contact_id from former_member
      where account_id = ${accountId} and audience_id = ${of.audienceId} and left_revision = ${of.revision}) d
    cross join lateral (
      select external_id, email from contact where account_id = ${accountId} and id = d.contact_id offset 0) c
    where ${where}
    ${orderAndLimit}`
}

export type HeldRow = { members_now: number; moved: boolean; sample: string[] }

/** What there is to decide about a held sync. Whoever was erased since is in the sample no more. */
export async function selectHeld(db: Db, accountId: AccountId, syncId: bigint): Promise<HeldRow | undefined> {
  const rows = await db.$queryRaw<HeldRow[]>`
    select a.member_count::float8 as members_now, a.revision <> s.held_revision as moved,
      array(select c.external_id from contact c
            where c.account_id = ${accountId} and c.id = any(s.held_sample) and c.erased_at is null
            order by c.id) as sample
    from sync s join audience a on a.account_id = s.account_id and a.id = s.audience_id
    where s.account_id = ${accountId} and s.id = ${syncId} and s.status = 'held'`
  return rows[0]
}

export type PartRow = { part: number; rows: number; received_at: Date }

export function selectParts(
  db: Db,
  accountId: AccountId,
  syncId: bigint,
  page: PageRequest,
): Promise<(PartRow & SortKey)[]> {
  const part = Prisma.sql`p.part`
  const { key, where, orderAndLimit } = keysetSql(
    { column: part, type: 'bigint', id: part, idType: 'bigint', direction: 'asc' },
    page,
  )
  return db.$queryRaw<(PartRow & SortKey)[]>`
    select p.part, p.row_count::float8 as rows, p.received_at, ${key} from sync_part p
    where p.account_id = ${accountId} and p.sync_id = ${syncId} and ${where}
    ${orderAndLimit}`
}

export type RejectionRow = { part: number; line: number; value: string; reason: string }

export function selectRejections(
  db: Db,
  accountId: AccountId,
  syncId: bigint,
  page: PageRequest,
): Promise<(RejectionRow & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    {
      ...{ column: Prisma.sql`r.part`, type: 'bigint' },
      ...{ id: Prisma.sql`r.line`, idType: 'bigint', direction: 'asc' },
    },
    page,
  )
  return db.$queryRaw<(RejectionRow & SortKey)[]>`
    select r.part, r.line::float8 as line, r.value, r.reason, ${key} from sync_rejection r
    where r.account_id = ${accountId} and r.sync_id = ${syncId} and ${where}
    ${orderAndLimit}`
}

/** Whether any row beyond the first part was rejected. */
export async function selectRejectedInParts(db: Db, accountId: AccountId, syncId: bigint): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select from sync_rejection where account_id = ${accountId} and sync_id = ${syncId} and part > 1 limit 1`
  return rows.length > 0
}

/** For COPY, which takes no parameters: every value put in is a number of ours. */
export function exportChangesSql(
  format: 'csv' | 'json-lines',
  accountId: AccountId,
  of: { audienceId: number; revision: number },
): string {
  const [account, audience, revision] = [Number(accountId), Number(of.audienceId), Number(of.revision)]
  const selected =
    format === 'csv'
      ? `d.change, ${csvSafeSql('c.external_id')} as id, ${csvSafeSql('c.email')} as email`
      : `json_build_object('change', d.change, 'externalId', c.external_id, 'email', c.email)`
  const within = `account_id = ${account} and audience_id = ${audience}`
  return `
    select ${selected}
    from (
      select 'joined' as change, contact_id from member where ${within} and joined_revision = ${revision}
      union all
      select 'joined', contact_id from former_member where ${within} and joined_revision = ${revision}
      union all
      select 'left', contact_id from former_member where ${within} and left_revision = ${revision}) d
    join contact c on c.account_id = ${account} and c.id = d.contact_id
    order by d.contact_id`
}

export function exportRejectionsSql(
  format: 'csv' | 'json-lines',
  accountId: AccountId,
  syncId: bigint,
): string {
  const selected =
    format === 'csv'
      ? `part, line, ${csvSafeSql('value')} as value, reason`
      : `json_build_object('part', part, 'line', line, 'value', value, 'reason', reason)`
  return `
    select ${selected} from sync_rejection
    where account_id = ${Number(accountId)} and sync_id = ${BigInt(syncId)} order by part, line`
}
