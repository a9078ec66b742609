import type { Client } from 'pg'
import type { MessageBody } from '@/lib/messages/schema'
import type { Result } from './rules'

/** Which mailing, by a connection of whoever sends it. */
export type Sending = { connection: Pick<Client, 'query'>; accountId: number; mailingId: bigint }

const lockKey = `hashtextextended('sending ' || $1::int || ' ' || $2::bigint, 0)`

/** Until the connection ends, no other takes the mailing. False when another has it. */
export async function tryLock({ connection, accountId, mailingId }: Sending): Promise<boolean> {
  const { rows } = await connection.query(`select pg_try_advisory_lock(${lockKey}) as locked`, [
    accountId,
    mailingId,
  ])
  return rows[0]?.locked === true
}

/** What was under way belongs to a worker that is gone: nobody knows whether it arrived. Answers how many. */
export async function markLost(
  { connection, accountId, mailingId }: Sending,
  reason: string,
): Promise<number> {
  const { rowCount } = await connection.query(
    `update mailing_recipient set status = 'unknown', reason = $3
     where account_id = $1 and mailing_id = $2 and status = 'sending'`,
    [accountId, mailingId, reason],
  )
  return rowCount ?? 0
}

export type SendingRow = {
  subject: string
  sender_name: string
  sender_email: string
  permission_id: number | null
  is_service: boolean
  tracks: boolean
  content: MessageBody
  time_zone: string
}

/** Undefined when there is nothing to send of it, or not now. */
export async function selectSending({
  connection,
  accountId,
  mailingId,
}: Sending): Promise<SendingRow | undefined> {
  const { rows } = await connection.query<SendingRow>(
    `select m.subject, m.sender_name, m.sender_email, m.permission_id, m.is_service, m.tracks, m.content, a.time_zone
     from mailing m join account a on a.id = m.account_id
     where m.account_id = $1 and m.id = $2 and (${isUnderWay})`,
    [accountId, mailingId],
  )
  return rows[0]
}

/** The mailing itself goes, or its automailer does. */
const isUnderWay = `m.status = 'sending' or m.status = 'sent' and exists (
  select 1 from automailer r where r.account_id = $1 and r.mailing_id = $2 and r.status = 'sending')`

/** `attempts`: the one it is the answer to, so that none of another is overwritten. */
export type Answered = Result & { contactId: string; attempts: number }

/** A recipient that was taken: to be mailed, or not any more and why. int8 arrives as text. */
export type TakenRow = {
  contact_id: string
  status: 'sending' | 'skipped'
  attempts: number
  lists: string
  email: string
  external_id: string
  properties: Record<string, unknown>
}

export type Turn = {
  /** What became of those under way. */
  answered: readonly Answered[]
  /** How many others to take, of those that come after this one. */
  max: number
  after: string
  permissionId: number | null
  now: Date
}

/**
 * Writes down what became of some recipients and takes the next, in one statement. Whoever has become inactive, was erased or
 * has withdrawn the permission is skipped at this moment; and nobody is taken once the mailing was paused or cancelled.
 *
 * What is joined is also looked up, by the arrays: right after a start there are no statistics, and the planner would read all
 * that is queued each time.
 */
export async function takeTurn(sending: Sending, turn: Turn): Promise<TakenRow[]> {
  const { rows } = await sending.connection.query<TakenRow>({
    name: 'mailing turn',
    text: `
      with ${recordAnswers},
      next as materialized (
        select q.contact_id, q.lists from mailing_recipient q
        where q.account_id = $1 and q.mailing_id = $2 and q.status = 'queued' and q.contact_id > $10
          and (q.next_at is null or q.next_at <= $3)
          and exists (select 1 from mailing m where m.account_id = $1 and m.id = $2 and (${isUnderWay}))
        order by q.contact_id limit $11),
      looked as materialized (
        select n.contact_id, n.lists, c.email, c.external_id, c.properties,
          case
            when c.id is null or c.erased_at is not null then 'The contact was erased.'
            when c.status <> 'active' then 'The contact is inactive.'
            when c.email is null then 'The contact has no e-mail address any more.'
            when $12::int is not null and not exists (
              select 1 from contact_permission p
              where p.account_id = $1 and p.permission_id = $12 and p.contact_id = n.contact_id and p.granted)
              then 'The permission was withdrawn.'
          end as obstacle
        from next n left join contact c on c.account_id = $1 and c.id = n.contact_id)
      update mailing_recipient t
      set status = case when l.obstacle is null then 'sending' else 'skipped' end, reason = l.obstacle, next_at = null,
        attempts = t.attempts + case when l.obstacle is null then 1 else 0 end
      from looked l
      where t.account_id = $1 and t.mailing_id = $2 and t.contact_id = l.contact_id and t.status = 'queued'
        and t.contact_id = any(array(select contact_id from next))
      returning t.contact_id, t.status, t.attempts, l.lists, l.email, l.external_id, l.properties`,
    values: [...answerValues(sending, turn), turn.after, turn.max, turn.permissionId],
  })
  return rows
}

/** Who was mailed has received the mailing, which rules and the contact's page tell. */
const recordAnswers = `
  answer as (
    select * from unnest($4::bigint[], $5::text[], $6::text[], $7::timestamptz[], $8::boolean[], $9::int[])
      as _ (contact_id, status, reason, next_at, counts, attempts)),
  recorded as (
    update mailing_recipient r
    set status = a.status, reason = a.reason, next_at = a.next_at,
      attempts = r.attempts - case when a.counts then 0 else 1 end,
      sent_at = case when a.status = 'sent' then $3::timestamptz end
    from answer a
    where r.account_id = $1::int and r.mailing_id = $2::bigint and r.contact_id = a.contact_id
      and r.status = 'sending' and r.attempts = a.attempts and r.contact_id = any($4)
    returning r.contact_id, r.status),
  received as (
    insert into mailing_event (account_id, contact_id, kind, mailing_id, happened_at)
    select $1, contact_id, 'received', $2, $3 from recorded where status = 'sent'
    on conflict do nothing)`

function answerValues({ accountId, mailingId }: Sending, { answered, now }: Pick<Turn, 'answered' | 'now'>) {
  const each = <T>(value: (answer: Answered) => T) => answered.map(value)
  return [
    ...[accountId, mailingId, now, each(({ contactId }) => contactId), each(({ status }) => status)],
    ...[each(({ reason }) => reason), each(({ nextAt }) => nextAt), each(({ counts }) => counts)],
    each(({ attempts }) => attempts),
  ]
}

/** The answers alone, by any connection. */
export async function record(sending: Sending, turn: Pick<Turn, 'answered' | 'now'>): Promise<void> {
  await sending.connection.query(`with ${recordAnswers} select 1`, answerValues(sending, turn))
}

export type LeftRow = { under_way: boolean; queued: string; due: boolean; next_at: Date | null }

/** What there is left to send, looked at once nobody more could be taken. */
export async function selectLeft({ connection, accountId, mailingId }: Sending, now: Date): Promise<LeftRow> {
  const { rows } = await connection.query<LeftRow>(
    `select (select ${isUnderWay} from mailing m where m.account_id = $1 and m.id = $2) as under_way,
       count(*) as queued, coalesce(bool_or(next_at is null or next_at <= $3), false) as due, min(next_at) as next_at
     from mailing_recipient where account_id = $1 and mailing_id = $2 and status = 'queued'`,
    [accountId, mailingId, now],
  )
  return rows[0] ?? { under_way: false, queued: '0', due: false, next_at: null }
}

const nobodyLeft = `not exists (
    select 1 from mailing_recipient where account_id = $1 and mailing_id = $2 and status = 'queued')
  and not exists (
    select 1 from mailing_recipient where account_id = $1 and mailing_id = $2 and status = 'sending')`

/** Ends the mailing, or its automailer, when everybody has had their turn. */
export async function finish({ connection, accountId, mailingId }: Sending, now: Date): Promise<void> {
  await connection.query(
    `with ended as (
       update automailer set status = 'sent', finished_at = $3
       where account_id = $1 and mailing_id = $2 and status = 'sending' and ${nobodyLeft})
     update mailing set
       status = 'sent', finished_at = coalesce(finished_at, $3), problem = null, retry_at = null
     where account_id = $1 and id = $2 and status in ('sending', 'sent') and ${nobodyLeft}`,
    [accountId, mailingId, now],
  )
}

/** Has the mailing wait, and says why. */
export async function noteWait(
  { connection, accountId, mailingId }: Sending,
  { problem, retryAt }: { problem: string | null; retryAt: Date | null },
): Promise<void> {
  await connection.query(
    `update mailing set problem = $3, retry_at = $4
     where account_id = $1 and id = $2 and status in ('sending', 'sent')
       and (problem, retry_at) is distinct from ($3::text, $4::timestamptz)`,
    [accountId, mailingId, problem, retryAt],
  )
}
