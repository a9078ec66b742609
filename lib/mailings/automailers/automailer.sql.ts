import type { AccountId } from '@/lib/access/actor'
import type { ListKind } from '@/lib/lists/schema'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import { rowJoins } from '../mailing.sql'
import type { AutomailerStatus, MailingStatus, TargetKind } from '../schema'
import type { AutomailerSort } from './schema'

export type AutomailerRecord = {
  id: string
  name: string
  status: AutomailerStatus
  period_hours: number
  planned_at: Date | null
  started_at: Date | null
  finished_at: Date | null
  recipient_count: number
  created_at: Date
  mailing_id: string
  mailing_name: string
  mailing_status: MailingStatus
  mailing_scheduled_at: Date | null
  mailing_started_at: Date | null
  target_kind: TargetKind
  target_name: string | null
  list_kind: ListKind | null
  list_id: number | null
}

const columns = Prisma.sql`
  a.id::text as id, a.name, a.status, a.period_hours, a.planned_at, a.started_at, a.finished_at,
  a.recipient_count::float8 as recipient_count, a.created_at, m.id::text as mailing_id, m.name as mailing_name,
  m.status as mailing_status, m.scheduled_at as mailing_scheduled_at, m.started_at as mailing_started_at,
  m.target_kind, coalesce(m.target_name, l.name, e.name) as target_name, l.kind as list_kind, l.id as list_id`

const joined = Prisma.sql`${rowJoins} join automailer a on a.account_id = m.account_id and a.mailing_id = m.id`

const sorts = {
  name: { column: Prisma.sql`lower(a.name)`, type: 'text' },
  planned: { column: Prisma.sql`coalesce(a.planned_at, 'infinity')`, type: 'timestamptz' },
  recipients: { column: Prisma.sql`a.recipient_count`, type: 'bigint' },
  created: { column: Prisma.sql`a.created_at`, type: 'timestamptz' },
} as const satisfies Record<AutomailerSort, { column: Prisma.Sql; type: 'text' | 'bigint' | 'timestamptz' }>

export type AutomailerFilter = { nameContains?: string | undefined; status?: AutomailerStatus | undefined }

function filtered(accountId: AccountId, { nameContains, status }: AutomailerFilter): Prisma.Sql {
  const conditions = [Prisma.sql`a.account_id = ${accountId}`]
  if (nameContains) conditions.push(Prisma.sql`position(${nameContains} in lower(normalize(a.name))) > 0`)
  if (status) conditions.push(Prisma.sql`a.status = ${status}`)
  return Prisma.join(conditions, ' and ')
}

export function selectAutomailers(
  db: Db,
  accountId: AccountId,
  filter: AutomailerFilter,
  sort: { field: AutomailerSort; direction: Direction },
  page: PageRequest,
): Promise<(AutomailerRecord & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    { ...sorts[sort.field], id: Prisma.sql`a.id`, idType: 'bigint', direction: sort.direction },
    page,
  )
  return db.$queryRaw<(AutomailerRecord & SortKey)[]>`
    select ${columns}, ${key} from ${joined} where ${filtered(accountId, filter)} and ${where} ${orderAndLimit}`
}

export async function countAutomailers(
  db: Db,
  accountId: AccountId,
  filter: AutomailerFilter,
): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from automailer a where ${filtered(accountId, filter)}`
  return rows[0]?.count ?? 0
}

export async function selectAutomailer(
  db: Db,
  accountId: AccountId,
  automailerId: bigint,
): Promise<AutomailerRecord | undefined> {
  const rows = await db.$queryRaw<AutomailerRecord[]>`
    select ${columns} from ${joined} where a.account_id = ${accountId} and a.id = ${automailerId}`
  return rows[0]
}

export type HeldAutomailer = { status: AutomailerStatus; mailing_id: bigint; mailing_started_at: Date | null }

/**
 * Until the transaction ends nobody else changes it, nor starts it or its mailing. The mailing's row comes first, as it does
 * wherever both are held.
 */
export async function lockAutomailer(
  db: Db,
  accountId: AccountId,
  automailerId: bigint,
): Promise<HeldAutomailer | undefined> {
  await db.$queryRaw`
    select 1 from mailing
    where account_id = ${accountId}
      and id = (select mailing_id from automailer where account_id = ${accountId} and id = ${automailerId})
    for no key update`
  const rows = await db.$queryRaw<HeldAutomailer[]>`
    select a.status, a.mailing_id, m.started_at as mailing_started_at
    from automailer a join mailing m on m.account_id = a.account_id and m.id = a.mailing_id
    where a.account_id = ${accountId} and a.id = ${automailerId}
    for no key update of a`
  return rows[0]
}
