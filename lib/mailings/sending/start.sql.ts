import type { AccountId } from '@/lib/access/actor'
import type { MessageBody } from '@/lib/messages/schema'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { TargetKind } from '../schema'

/** A mailing (run 1) or its automailer (run 2) whose moment has come. */
export type Due = { accountId: number; mailingId: bigint; run: 1 | 2 }

/**
 * The one that is due longest, for the transaction alone: those that others hold are passed by. What failed to start comes again
 * at its time.
 */
export async function takeDue(db: Db, now: Date): Promise<Due | undefined> {
  type Row = { account_id: number; mailing_id: bigint }
  const [mailing] = await db.$queryRaw<Row[]>`
    select account_id, id as mailing_id from mailing
    where status = 'scheduled' and scheduled_at <= ${now} and (retry_at is null or retry_at <= ${now})
    order by scheduled_at limit 1 for update skip locked`
  if (mailing) return { accountId: mailing.account_id, mailingId: mailing.mailing_id, run: 1 }
  const [automailer] = await db.$queryRaw<Row[]>`
    select a.account_id, a.mailing_id from automailer a
    join mailing m on m.account_id = a.account_id and m.id = a.mailing_id
    where a.status = 'planned' and a.planned_at <= ${now} and m.status = 'sent'
      and (m.retry_at is null or m.retry_at <= ${now})
    order by a.planned_at limit 1 for update of m, a skip locked`
  return automailer && { accountId: automailer.account_id, mailingId: automailer.mailing_id, run: 2 }
}

export type StartingRow = {
  message_id: bigint
  subject: string
  content: MessageBody | null
  target_kind: TargetKind
  target_list_id: number | null
  target_mailing_id: bigint | null
  permission_id: number | null
  permission_name: string | null
  automailer_id: bigint | null
  automailer_name: string | null
  period_hours: number | null
}

/** What one that was taken needs to start, with the automailer that starts or is to be planned. */
export async function selectStarting(db: Db, { accountId, mailingId, run }: Due): Promise<StartingRow> {
  const rows = await db.$queryRaw<StartingRow[]>`
    select m.message_id, m.subject, m.content, m.target_kind, m.target_list_id, m.target_mailing_id,
      m.permission_id, p.name as permission_name, a.id as automailer_id, a.name as automailer_name, a.period_hours
    from mailing m
    left join permission p on p.account_id = m.account_id and p.id = m.permission_id
    left join automailer a on a.account_id = m.account_id and a.mailing_id = m.id
      and a.status = case ${run}::int when 1 then 'waiting' else 'planned' end
    where m.account_id = ${accountId} and m.id = ${mailingId}`
  const [row] = rows
  if (!row) throw new Error('A mailing that is held is there.')
  return row
}

export type Recipients = {
  mailingId: bigint
  run: 1 | 2
  /** Ids of the target group, as `contact_id`. */
  target: Prisma.Sql
  /** Of the dynamic content blocks' lists; see `listBits`. */
  bits: Prisma.Sql
  permissionId: number | null
  /** Whether those of the target group who cannot be mailed are kept too, so that an automailer passes them by. */
  keepsOthers: boolean
}

/**
 * Writes down who a mailing goes to, in one statement and so of one moment: of the target group, those who are active, have an
 * e-mail address and hold the permission. Who is a recipient already stays what they are. Answers how many are to be mailed.
 */
export async function insertRecipients(
  db: Db,
  accountId: AccountId,
  { mailingId, run, target, bits, permissionId, keepsOthers }: Recipients,
): Promise<number> {
  // Joined, for the planner to choose how: looking a million up one by one takes longer.
  const holders =
    permissionId === null
      ? Prisma.empty
      : Prisma.sql`
      left join contact_permission p on p.account_id = ${accountId} and p.permission_id = ${permissionId}
        and p.contact_id = t.contact_id and p.granted`
  const permitted = permissionId === null ? Prisma.sql`true` : Prisma.sql`p.contact_id is not null`
  const reached = Prisma.sql`(c.status = 'active' and c.email is not null and ${permitted})`
  const rows = await db.$queryRaw<{ count: number }[]>`
    with added as (
      insert into mailing_recipient (account_id, mailing_id, contact_id, run, status, lists)
      select ${accountId}::int, ${mailingId}::bigint, c.id, ${run}::smallint,
        case when ${reached} then 'queued' else 'passed' end, coalesce(d.lists, 0)
      from (${target}) t
      join contact c on c.account_id = ${accountId} and c.id = t.contact_id and c.erased_at is null
      ${holders}
      left join (${bits}) d on d.contact_id = c.id
      where ${keepsOthers} or ${reached}
      order by c.id
      on conflict do nothing
      returning status)
    select (count(*) filter (where status = 'queued'))::float8 as count from added`
  return rows[0]?.count ?? 0
}

export async function insertLinks(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
  links: readonly string[],
): Promise<void> {
  await db.$executeRaw`
    insert into mailing_link (account_id, mailing_id, number, url)
    select ${accountId}, ${mailingId}, number - 1, url from unnest(${links}::text[]) with ordinality as l (url, number)`
}

/** For the rest of the transaction. */
export async function limitStatements(db: Db, timeoutMs: number): Promise<void> {
  await db.$queryRaw`select set_config('statement_timeout', ${String(timeoutMs)}, true)`
}

/** Why a mailing that is due could not start, and when it is tried again. */
export async function noteNotStarted(
  db: Db,
  { accountId, mailingId }: Due,
  { problem, retryAt }: { problem: string; retryAt: Date },
): Promise<void> {
  await db.$executeRaw`
    update mailing set problem = ${problem}, retry_at = ${retryAt}
    where account_id = ${accountId} and id = ${mailingId} and status in ('scheduled', 'sent')`
}
