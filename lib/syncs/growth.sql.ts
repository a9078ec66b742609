import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

export type GrowthRow = { day: string; members: number; joined: number; left: number }

/**
 * Members, joined and left per day of the time zone. Reckoned backwards from how many there are now: the counts of the
 * days then always follow from each other, whatever the clock did between two syncs. One statement, one snapshot.
 */
export function selectGrowth(
  db: Db,
  accountId: AccountId,
  audienceId: number,
  of: { from: string; to: string; timeZone: string },
): Promise<GrowthRow[]> {
  return db.$queryRaw<GrowthRow[]>`
    with changed as (
      select (applied_at at time zone ${of.timeZone})::date as day, sum(added) as joined, sum(removed) as left_
      from sync
      where account_id = ${accountId} and audience_id = ${audienceId} and status in ('done', 'undone')
        and applied_at >= ${of.from}::timestamp at time zone ${of.timeZone}
      group by 1),
    start as (
      select a.member_count - coalesce((select sum(joined - left_) from changed), 0) as members
      from audience a where a.account_id = ${accountId} and a.id = ${audienceId})
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(c.joined, 0)::float8 as joined,
      coalesce(c.left_, 0)::float8 as left,
      (start.members + sum(coalesce(c.joined - c.left_, 0)) over (order by d.day))::float8 as members
    from start
    cross join generate_series(${of.from}::timestamp, ${of.to}::timestamp, interval '1 day') as d (day)
    left join changed c on c.day = d.day::date
    order by d.day`
}

/** The account's time zone and the day it is there at a moment. */
export async function selectToday(
  db: Db,
  accountId: AccountId,
  now: Date,
): Promise<{ time_zone: string; today: string } | undefined> {
  const rows = await db.$queryRaw<{ time_zone: string; today: string }[]>`
    select time_zone, to_char(${now}::timestamptz at time zone time_zone, 'YYYY-MM-DD') as today
    from account where id = ${accountId}`
  return rows[0]
}
