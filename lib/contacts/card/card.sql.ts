import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { CardList } from './schema'

export type SaidRow = {
  id: bigint
  bit: number
  granted: boolean
  changed_at: Date
  source: string
  proof: string | null
  credential: string | null
  user: string | null
  file: string | null
  mailing: string | null
}

/** What the contact said to each permission, the latest first, with the names of who brought it in. */
export function selectSaid(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
  perPermission: number,
): Promise<SaidRow[]> {
  return db.$queryRaw<SaidRow[]>`
    select h.id, p.bit, h.granted, h.changed_at, h.source, h.proof, k.name as credential, u.name as user,
      i.file_name as file, m.name as mailing
    from (
      select *, row_number() over (partition by permission_id order by id desc) as place
      from consent_change where account_id = ${accountId} and contact_id = ${contactId}
    ) h
    join permission p on p.account_id = ${accountId} and p.id = h.permission_id
    left join api_credential k on k.account_id = ${accountId} and h.source = 'credential ' || k.id
    left join app_user u on h.source like 'user %' and u.id = substr(h.source, 6)
    left join import i on i.account_id = ${accountId} and h.source = 'import ' || i.id
    left join mailing m on m.account_id = ${accountId} and h.source = 'mailing ' || m.id
    where h.place <= ${perPermission}
    order by h.id desc`
}

type ListRow = { list_id: number; kind: CardList['kind']; name: string; since: Date | null }

/** Membership has no index by contact: some hundreds of probes of its primary key cost less than keeping one. */
export function selectListsOf(db: Db, accountId: AccountId, contactId: bigint): Promise<ListRow[]> {
  return db.$queryRaw<ListRow[]>`
    select l.id as list_id, l.kind, l.name, l.name_key, s.applied_at as since
    from audience a
    join list l on l.account_id = a.account_id and l.id = a.id
    cross join lateral (
      select joined_revision from member m
      where m.account_id = a.account_id and m.audience_id = a.id and m.contact_id = ${contactId}
      limit 1
    ) m
    left join sync s on s.account_id = a.account_id and s.audience_id = a.id and s.revision = m.joined_revision
    where a.account_id = ${accountId}
    union all
    select l.id, l.kind, l.name, l.name_key, m.added_at
    from static_list t
    join list l on l.account_id = t.account_id and l.id = t.id
    cross join lateral (
      select added_at from static_member m
      where m.account_id = t.account_id and m.list_id = t.id and m.contact_id = ${contactId}
      limit 1
    ) m
    where t.account_id = ${accountId}
    order by name_key, list_id`
}

type MailingRow = {
  mailing_id: bigint
  name: string | null
  received_at: Date | null
  opened_at: Date | null
  clicked_at: Date | null
}

/** The latest mailings first. */
export function selectMailingsOf(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
  max: number,
): Promise<MailingRow[]> {
  return db.$queryRaw<MailingRow[]>`
    select e.mailing_id, m.name,
      max(happened_at) filter (where kind = 'received') as received_at,
      max(happened_at) filter (where kind = 'opened') as opened_at,
      max(happened_at) filter (where kind = 'clicked') as clicked_at
    from mailing_event e
    left join mailing m on m.account_id = e.account_id and m.id = e.mailing_id
    where e.account_id = ${accountId} and e.contact_id = ${contactId}
    group by e.mailing_id, m.name
    order by min(happened_at) desc
    limit ${max}`
}

export type HeldContact = { id: bigint; changed_at: Date }

/** Until the transaction ends, nobody else changes the contact. */
export async function holdContact(
  db: Db,
  accountId: AccountId,
  externalId: string,
): Promise<HeldContact | undefined> {
  const rows = await db.$queryRaw<HeldContact[]>`
    select id, changed_at from contact
    where account_id = ${accountId} and external_id = ${externalId} and erased_at is null
    for no key update`
  return rows[0]
}

/** The contact must be held. Who is as wanted already does not count as changed. */
export async function writeStatus(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
  { status, reason, now }: { status: 'active' | 'inactive'; reason: string | null; now: Date },
): Promise<void> {
  await db.$executeRaw`
    update contact set status = ${status}, status_reason = ${reason}, changed_at = ${now}
    where account_id = ${accountId} and id = ${contactId} and status <> ${status}`
}

/** The contact must be held. */
export async function touchContact(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    update contact set changed_at = ${now} where account_id = ${accountId} and id = ${contactId}`
}
