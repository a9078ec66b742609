import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'

type Mailed = { mailingId: bigint; contactId: bigint; now: Date }

/** The row of a mail that has gone to somebody who was not erased: a test of a mailing reaches people it has yet to go to. */
const mailed = (accountId: AccountId, { mailingId, contactId }: Mailed) => Prisma.sql`
  r.account_id = ${accountId} and r.mailing_id = ${mailingId} and r.contact_id = ${contactId}
  and r.status not in ('queued', 'skipped', 'passed')
  and exists (
    select 1 from contact c where c.account_id = r.account_id and c.id = r.contact_id and c.erased_at is null)`

/** The first time only. */
export async function writeOpening(db: Db, accountId: AccountId, recipient: Mailed): Promise<void> {
  await db.$executeRaw`
    with who as (
      update mailing_recipient r set opened_at = ${recipient.now}
      where r.opened_at is null and ${mailed(accountId, recipient)}
      returning r.account_id, r.contact_id, r.mailing_id, r.opened_at)
    insert into mailing_event (account_id, contact_id, kind, mailing_id, happened_at)
    select account_id, contact_id, 'opened', mailing_id, opened_at from who
    on conflict do nothing`
}

/** Every time, as one link of one recipient; who follows a link has opened the mail. Answers where the link leads. */
export async function writeClick(
  db: Db,
  accountId: AccountId,
  recipient: Mailed,
  { number, counts }: { number: number; counts: boolean },
): Promise<string | undefined> {
  const { mailingId, now } = recipient
  const rows = await db.$queryRaw<{ url: string }[]>`
    with link as (
      select url from mailing_link
      where account_id = ${accountId} and mailing_id = ${mailingId} and number = ${number}),
    who as (
      update mailing_recipient r
      set opened_at = coalesce(r.opened_at, ${now}), clicked_at = coalesce(r.clicked_at, ${now})
      where ${counts}::boolean and exists (select 1 from link) and ${mailed(accountId, recipient)}
      returning r.account_id, r.contact_id, r.mailing_id),
    clicked as (
      insert into mailing_click as k (account_id, mailing_id, number, contact_id, clicked_at)
      select account_id, mailing_id, ${number}, contact_id, ${now} from who
      on conflict (account_id, mailing_id, number, contact_id) do update set clicks = k.clicks + 1),
    noted as (
      insert into mailing_event (account_id, contact_id, kind, mailing_id, happened_at)
      select account_id, contact_id, kind, mailing_id, ${now} from who, unnest(array['opened', 'clicked']) as kind
      on conflict do nothing)
    select url from link`
  return rows[0]?.url
}

/** The first time only. */
export async function markUnsubscribed(db: Db, accountId: AccountId, recipient: Mailed): Promise<void> {
  await db.$executeRaw`
    update mailing_recipient r set unsubscribed_at = ${recipient.now}
    where r.unsubscribed_at is null and ${mailed(accountId, recipient)}`
}
