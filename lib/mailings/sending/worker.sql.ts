import type { Db } from '@/lib/platform/db'

export type UnderWayRow = { account_id: number; id: bigint }

/**
 * Mailings, and mailings whose automailer, have something to send now; those that wait come later. The longest under way first.
 * And those that were paused or cancelled while a worker that died had some of their mails under way: it is to be said of them.
 */
export function selectUnderWay(db: Db, now: Date): Promise<UnderWayRow[]> {
  return db.$queryRaw<UnderWayRow[]>`
    select account_id, id from (
      select account_id, id, started_at, retry_at from mailing where status = 'sending'
      union all
      select m.account_id, m.id, a.started_at, m.retry_at
      from automailer a join mailing m on m.account_id = a.account_id and m.id = a.mailing_id
      where a.status = 'sending' and m.status = 'sent'
      union all
      select m.account_id, m.id, m.started_at, null
      from (select distinct account_id, mailing_id from mailing_recipient where status = 'sending') r
      join mailing m on m.account_id = r.account_id and m.id = r.mailing_id
      where m.status in ('paused', 'cancelled')) as _
    where retry_at is null or retry_at <= ${now}
    order by started_at`
}

/** In the order of their names, as every worker does, so that none waits for another in a circle. */
export async function addCounts(db: Db, counts: ReadonlyMap<string, number>): Promise<void> {
  await db.$executeRaw`
    insert into mail_count (outcome, mails)
    select * from unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) as _ (outcome, mails) order by outcome
    on conflict (outcome) do update set mails = mail_count.mails + excluded.mails`
}
