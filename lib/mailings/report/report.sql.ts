import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { Figure, Figures } from './schema'

/** The recipients that a figure counts. Those who were passed over, kept for the automailer, are none. */
const conditions: Record<Figure, Prisma.Sql> = {
  recipients: Prisma.sql`r.status <> 'passed'`,
  waiting: Prisma.sql`r.status in ('queued', 'sending')`,
  sent: Prisma.sql`r.status = 'sent'`,
  failed: Prisma.sql`r.status = 'failed'`,
  unknown: Prisma.sql`r.status = 'unknown'`,
  skipped: Prisma.sql`r.status = 'skipped'`,
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

const counted = (figure: Figure) =>
  Prisma.sql`count(*) filter (where ${conditions[figure]})::float8 as ${Prisma.raw(figure)}`

/** One pass over the recipients. */
export async function selectFigures(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
): Promise<Figures & { automailed: number }> {
  const figures: (keyof Figures)[] = [
    ...(['recipients', 'waiting', 'sent', 'failed', 'unknown', 'skipped'] as const),
    ...(['opened', 'clicked', 'bounced', 'unsubscribed', 'complained'] as const),
  ]
  const [row] = await db.$queryRaw<[Figures & { automailed: number }]>`
    select ${Prisma.join(figures.map(counted))}, count(*) filter (where r.run = 2 and r.status <> 'passed')::float8 as automailed
    from mailing_recipient r where r.account_id = ${accountId} and r.mailing_id = ${mailingId}`
  return row
}

export type MomentRow = { at: Date; sent: number; opened: number; clicked: number; unsubscribed: number }

const moment = (column: string) => Prisma.raw(`r.${column}`)

/** What happened in each span of so many hours since sending started, as far as anything did; the latest are left out beyond `max`. */
export function selectMoments(
  db: Db,
  accountId: AccountId,
  mailingId: bigint,
  { from, hours, max }: { from: Date; hours: number; max: number },
): Promise<MomentRow[]> {
  const happened = (kind: string, column: string) => Prisma.sql`
    select ${kind}::text as kind, floor(extract(epoch from ${moment(column)} - ${from}::timestamptz) / ${hours * 3_600}::int)::int as place,
      count(*) as count
    from mailing_recipient r
    where r.account_id = ${accountId} and r.mailing_id = ${mailingId} and ${moment(column)} >= ${from}
    group by 2`
  const of = (kind: string) => Prisma.sql`coalesce(sum(count) filter (where kind = ${kind}), 0)::float8`
  return db.$queryRaw<MomentRow[]>`
    select ${from}::timestamptz + place * make_interval(hours => ${hours}::int) as at,
      ${of('sent')} as sent, ${of('opened')} as opened, ${of('clicked')} as clicked, ${of('unsubscribed')} as unsubscribed
    from (
      ${happened('sent', 'sent_at')} union all ${happened('opened', 'opened_at')}
      union all ${happened('clicked', 'clicked_at')} union all ${happened('unsubscribed', 'unsubscribed_at')}) _
    where place < ${max}::int
    group by place order by place`
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
