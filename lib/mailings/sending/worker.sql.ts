import type { Db } from '@/lib/platform/db'

export type UnderWayRow = { account_id: number; id: bigint }

/** Mailings, and mailings whose automailer, have something to send now; those that wait come later. The longest under way first. */
export function selectUnderWay(db: Db, now: Date): Promise<UnderWayRow[]> {
  return db.$queryRaw<UnderWayRow[]>`
    select account_id, id from (
      select account_id, id, started_at, retry_at from mailing where status = 'sending'
      union all
      select m.account_id, m.id, a.started_at, m.retry_at
      from automailer a join mailing m on m.account_id = a.account_id and m.id = a.mailing_id
      where a.status = 'sending' and m.status = 'sent') as _
    where retry_at is null or retry_at <= ${now}
    order by started_at`
}
