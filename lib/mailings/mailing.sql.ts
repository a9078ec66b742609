import type { AccountId } from '@/lib/access/actor'
import type { ListKind } from '@/lib/lists/schema'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { AutomailerStatus, MailingStatus, TargetKind } from './schema'

export type MailingRowRecord = {
  id: string
  name: string
  status: MailingStatus
  target_kind: TargetKind
  target_name: string | null
  target_list_kind: ListKind | null
  scheduled_at: Date | null
  started_at: Date | null
  finished_at: Date | null
  recipient_count: number
  folder_id: number | null
  folder_name: string | null
  created_at: Date
  changed_at: Date
}

/** What an overview shows. A list that is gone, or of the other kind, has no name. */
export const rowColumns = Prisma.sql`
  m.id::text as id, m.name, m.status, m.target_kind, coalesce(m.target_name, l.name, e.name) as target_name,
  l.kind as target_list_kind, m.scheduled_at, m.started_at, m.finished_at, m.recipient_count::float8 as recipient_count,
  m.folder_id, f.name as folder_name, m.created_at, m.changed_at`

export const rowJoins = Prisma.sql`
  mailing m
  left join folder f on f.account_id = m.account_id and f.id = m.folder_id
  left join list l on l.account_id = m.account_id and l.id = m.target_list_id
    and m.target_kind = case l.kind when 'static' then 'static-list' else 'dynamic-list' end
  left join mailing e on e.account_id = m.account_id and e.id = m.target_mailing_id and m.target_kind = 'not-opened'`

export type MailingRecord = MailingRowRecord & {
  revision: number
  message_id: string | null
  message_name: string | null
  message_status: string | null
  message_subject: string | null
  subject: string
  sender_name: string
  sender_email: string
  target_list_id: number | null
  target_mailing_id: string | null
  permission_bit: number | null
  permission_name: string | null
  is_service: boolean
  tracks: boolean
  sent_subject: string | null
  problem: string | null
  retry_at: Date | null
  automailer_id: string | null
  period_hours: number | null
  automailer_status: AutomailerStatus | null
  planned_at: Date | null
}

export async function selectMailing(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
): Promise<MailingRecord | undefined> {
  const rows = await db.$queryRaw<MailingRecord[]>`
    select ${rowColumns}, m.revision, g.id::text as message_id, g.name as message_name, g.status as message_status,
      g.subject as message_subject, m.subject, m.sender_name, m.sender_email, m.target_list_id,
      m.target_mailing_id::text as target_mailing_id, p.bit as permission_bit,
      coalesce(m.permission_name, p.name) as permission_name, m.is_service, m.tracks, m.content->>'subject' as sent_subject, m.problem, m.retry_at,
      a.id::text as automailer_id, a.period_hours, a.status as automailer_status, a.planned_at
    from ${rowJoins}
    left join message g on g.account_id = m.account_id and g.id = m.message_id
    left join permission p on p.account_id = m.account_id and p.id = m.permission_id
    left join automailer a on a.account_id = m.account_id and a.mailing_id = m.id
    where m.account_id = ${accountId} and m.id = ${mailingId}`
  return rows[0]
}

/** Until the transaction ends nobody else changes the mailing, nor starts it. Undefined when there is none. */
export async function lockMailing(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
): Promise<{ status: MailingStatus; revision: number; message_id: bigint | null } | undefined> {
  const rows = await db.$queryRaw<{ status: MailingStatus; revision: number; message_id: bigint | null }[]>`
    select status, revision, message_id from mailing
    where account_id = ${accountId} and id = ${mailingId} for no key update`
  return rows[0]
}

/** Until the transaction ends the message stays as it is. */
export async function holdMessage(db: Db, accountId: AccountId, messageId: bigint): Promise<void> {
  await db.$queryRaw`select 1 from message where account_id = ${accountId} and id = ${messageId} for share`
}

/** The lists that the dynamic content blocks of a message choose. */
export async function selectBlockLists(db: Db, accountId: AccountId, messageId: bigint): Promise<number[]> {
  const rows = await db.$queryRaw<{ list_id: number }[]>`
    select list_id from message_list where account_id = ${accountId} and message_id = ${messageId} order by list_id`
  return rows.map((row) => row.list_id)
}

/** How many have not started, the account held so that two creations cannot both be the last. */
export async function lockDraftCount(db: Db, accountId: AccountId): Promise<number> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from mailing where account_id = ${accountId} and status in ('draft', 'scheduled')`
  return rows[0]?.count ?? 0
}

/** Lists and usages show a mailing by its name. */
export async function renameHolds(
  db: Db,
  accountId: AccountId,
  { kind, id, name }: { kind: 'mailing' | 'automailer'; id: bigint; name: string },
): Promise<void> {
  await db.$executeRaw`
    update list_hold set holder_name = ${name}
    where account_id = ${accountId} and kind = ${kind} and holder_id = ${id}`
}
