import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Figure, Figures } from './schema'

/** The recipients that a figure counts. Those who were passed over, kept for the automailer, are none. */
const conditions: Record<Figure, Prisma.Sql> = {
  recipients: Prisma.sql`r.status <> 'passed'`,
  waiting: Prisma.sql`r.status in ('queued', 'sending')`,
  sent: Prisma.sql`r.status = 'sent'`,
  failed: Prisma.sql`r.status = 'failed'`,
  unknown: Prisma.sql`r.status = 'unknown'`,
  skipped: Prisma.sql`r.status = 'skipped'`,
  delivered: Prisma.sql`r.status = 'sent' and r.bounced_at is null`,
  opened: Prisma.sql`r.opened_at is not null`,
  clicked: Prisma.sql`r.clicked_at is not null`,
  bounced: Prisma.sql`r.bounced_at is not null`,
  unsubscribed: Prisma.sql`r.unsubscribed_at is not null`,
  complained: Prisma.sql`r.complained_at is not null`,
  'not-opened': Prisma.sql`r.status = 'sent' and r.opened_at is null`,
}

/** `mailing_recipient r` of a mailing, as far as a figure counts them. */
export function recipientsOf(accountId: AccountId, mailingId: bigint, figure: Figure): Prisma.Sql {
  // As a number: what is exported by COPY takes no other parameters, and ids are far from where numbers end.
  return Prisma.sql`r.account_id = ${accountId} and r.mailing_id = ${Number(mailingId)} and ${conditions[figure]}`
}

/** Ids of those contacts, as `contact_id`. */
export function recipientIds(accountId: AccountId, mailingId: bigint, figure: Figure): Prisma.Sql {
  return Prisma.sql`select r.contact_id from mailing_recipient r where ${recipientsOf(accountId, mailingId, figure)}`
}

export type FiguresRow = Figures & { automailed: number }

/** Every figure of `r`, each row of which stands for so many recipients. */
function counted(contacts: Prisma.Sql): Prisma.Sql {
  const sum = (condition: Prisma.Sql, name: string) =>
    Prisma.sql`coalesce(sum(${contacts}) filter (where ${condition}), 0)::float8 as ${Prisma.raw(name)}`
  const automailed = sum(Prisma.sql`r.run = 2 and r.status <> 'passed'`, 'automailed')
  return Prisma.join([
    ...Figures.keyof().options.map((figure) => sum(conditions[figure], figure)),
    automailed,
  ])
}

/** One pass over the recipients. */
export async function selectFigures(db: Db, accountId: AccountId, mailingId: bigint): Promise<FiguresRow> {
  const [row] = await db.$queryRaw<[FiguresRow]>`
    select ${counted(Prisma.sql`1`)}
    from mailing_recipient r where r.account_id = ${accountId} and r.mailing_id = ${mailingId}`
  return row
}

export type MomentRow = { at: string; sent: number; opened: number; clicked: number; unsubscribed: number }

/**
 * The figures, and what happened in each span of so many hours since sending started, as far as anything did; the latest are left
 * out beyond `max`. One pass over the recipients as well: they are put together by their spans first, which leaves few.
 */
export async function selectReport(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
  { from, hours, max }: { from: Date; hours: number; max: number },
): Promise<{ figures: FiguresRow; moments: MomentRow[] }> {
  const span = Prisma.sql`make_interval(hours => ${hours}::int)`
  const spanOf = (column: string) => {
    const name = Prisma.raw(column)
    return Prisma.sql`date_bin(${span}, ${name}, ${from}::timestamptz) as ${name}`
  }
  const whether = (column: string) => {
    const name = Prisma.raw(column)
    return Prisma.sql`case when ${name} is not null then true end as ${name}`
  }
  const of = (kind: string) =>
    Prisma.sql`coalesce(sum(contacts) filter (where kind = ${kind}), 0)::float8 as ${Prisma.raw(kind)}`
  const [row] = await db.$queryRaw<[{ figures: FiguresRow; moments: MomentRow[] }]>`
    with r as materialized (
      select status, run, ${spanOf('sent_at')}, ${spanOf('opened_at')}, ${spanOf('clicked_at')},
        ${spanOf('unsubscribed_at')}, ${whether('bounced_at')}, ${whether('complained_at')}, count(*) as contacts
      from mailing_recipient where account_id = ${accountId} and mailing_id = ${mailingId}
      group by 1, 2, 3, 4, 5, 6, 7, 8),
    figure as (select ${counted(Prisma.sql`contacts`)} from r),
    moment as (
      select at, ${of('sent')}, ${of('opened')}, ${of('clicked')}, ${of('unsubscribed')}
      from r cross join lateral (
        values ('sent', sent_at), ('opened', opened_at), ('clicked', clicked_at), ('unsubscribed', unsubscribed_at)) _ (kind, at)
      where at >= ${from} and at < ${from}::timestamptz + ${max}::int * ${span}
      group by at)
    select (select to_json(figure) from figure) as figures,
      coalesce((select json_agg(moment order by at) from moment), '[]') as moments`
  return row
}

type LinkRow = { number: number; url: string; contacts: number; clicks: number }

/** The most clicked first. */
export function selectLinks(db: Db, accountId: AccountId, mailingId: bigint): Promise<LinkRow[]> {
  return db.$queryRaw<LinkRow[]>`
    select l.number, l.url, count(c.contact_id)::float8 as contacts, coalesce(sum(c.clicks), 0)::float8 as clicks
    from mailing_link l
    left join mailing_click c on c.account_id = l.account_id and c.mailing_id = l.mailing_id and c.number = l.number
    where l.account_id = ${accountId} and l.mailing_id = ${mailingId}
    group by l.number, l.url
    order by clicks desc, l.number`
}
