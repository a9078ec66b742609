import type { AccountId, Actor } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { erasureDigest } from './erasure.sql'

/** How often the turns are tried for; from the second time on, those that were not free are kept once they came. */
const attemptMax = 8

/**
 * Takes the turn of every audience of the account: a sync that runs has found its contacts already, and could otherwise bring
 * this one in after it was taken out. While it waits for one it holds no other, so that a long sync delays nobody but us; only
 * those that are never free when asked are kept, in the order of their ids. Answers whether it has them all.
 */
export async function lockAudiences(db: Db, accountId: AccountId): Promise<boolean> {
  let kept: number[] = []
  for (let attempt = 1; attempt <= attemptMax; attempt++) {
    await db.$executeRaw`savepoint turns`
    if (kept.length > 0) await waitForTurns(db, accountId, kept)
    const busy = await takeFreeTurns(db, accountId)
    if (busy.length === 0) return true
    await db.$executeRaw`rollback to savepoint turns`
    for (const id of busy) {
      await waitForTurns(db, accountId, [id])
      await db.$executeRaw`rollback to savepoint turns`
    }
    if (attempt > 1) kept = [...new Set([...kept, ...busy])]
  }
  return false
}

/** Takes those that are free now, and answers the others. */
async function takeFreeTurns(db: Db, accountId: AccountId): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    with taken as materialized (
      select id from audience where account_id = ${accountId} for no key update skip locked)
    select a.id from audience a
    where a.account_id = ${accountId} and not exists (select 1 from taken t where t.id = a.id)`
  return rows.map(({ id }) => id)
}

async function waitForTurns(db: Db, accountId: AccountId, ids: number[]): Promise<void> {
  await db.$queryRaw`
    select 1 from audience where account_id = ${accountId} and id = any(${ids}::int[]) order by id for no key update`
}

export type ErasableRow = { id: bigint; external_id: string; email_key: string }

export async function isKnown(db: Db, accountId: AccountId, externalId: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from contact
    where account_id = ${accountId} and external_id = ${externalId} and erased_at is null`
  return rows.length > 0
}

export async function lockContact(
  db: Db,
  accountId: AccountId,
  externalId: string,
): Promise<ErasableRow | undefined> {
  const rows = await db.$queryRaw<ErasableRow[]>`
    select id, external_id, email_key from contact
    where account_id = ${accountId} and external_id = ${externalId} and erased_at is null
    for update`
  return rows[0]
}

/** Of the id and of the address, so that neither brings the person back. */
export async function insertTombstones(
  db: Db,
  accountId: AccountId,
  contact: ErasableRow,
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    insert into erasure (account_id, digest, erased_at)
    select ${accountId}, digest, ${now}
    from (values
      (${erasureDigest(accountId, 'id', Prisma.sql`${contact.external_id}::text`)}),
      (${erasureDigest(accountId, 'email', Prisma.sql`nullif(${contact.email_key}::text, '')`)})) as t (digest)
    where digest is not null
    on conflict (account_id, digest) do nothing`
}

/** Takes the contact out of its audiences; each notes it as a change of its own, like a sync. The audiences must be held. */
export async function removeMemberships(db: Db, actor: Actor, contactId: bigint, now: Date): Promise<void> {
  const { accountId } = actor
  const credentialId = actor.kind === 'credential' ? actor.credentialId : null
  const userId = actor.kind === 'user' ? actor.userId : null
  // By primary key, audience by audience: membership has no index by contact.
  await db.$executeRaw`
    with gone as (
      delete from member m
      using (
        select a.id from audience a
        cross join lateral (
          select 1 from member m
          where m.account_id = a.account_id and m.audience_id = a.id and m.contact_id = ${contactId}
          limit 1) m
        where a.account_id = ${accountId}
      ) a
      where m.account_id = ${accountId} and m.audience_id = a.id and m.contact_id = ${contactId}
      returning m.audience_id),
    counted as (
      update audience a
      set member_count = a.member_count - 1, revision = a.revision + 1, last_contact_removed_at = ${now}
      from gone
      where a.account_id = ${accountId} and a.id = gone.audience_id
      returning a.id, a.member_count, a.revision)
    insert into sync (account_id, audience_id, mode, status, removed, members_before, members_after, revision,
                      credential_id, user_id, started_at, alive_at, applied_at, finished_at)
    select ${accountId}, id, 'erase', 'done', 1, member_count + 1, member_count, revision,
           ${credentialId}::int, ${userId}, ${now}, ${now}, ${now}, ${now}
    from counted
    order by id`
}

/**
 * Takes the contact out of its static lists. It must be held: whoever adds it holds it too until it is a member, so that these are
 * all the lists there are. They are held in the order of their ids, so that two erasures don't wait for each other in a circle.
 */
export async function removeFromStaticLists(db: Db, accountId: AccountId, contactId: bigint): Promise<void> {
  const lists = await db.$queryRaw<{ id: number }[]>`
    select id from static_list s
    where account_id = ${accountId} and exists (
      select 1 from static_member m
      where m.account_id = s.account_id and m.list_id = s.id and m.contact_id = ${contactId})
    order by id
    for no key update`
  await db.$executeRaw`
    with gone as (
      delete from static_member
      where account_id = ${accountId} and list_id = any(${lists.map(({ id }) => id)}::int[]) and contact_id = ${contactId}
      returning list_id)
    update static_list s set member_count = member_count - 1
    from gone where s.account_id = ${accountId} and s.id = gone.list_id`
}

/** Removes or blanks whatever else names the person: history, rejected and waiting rows, consents, bounces. */
export async function removeTraces(db: Db, accountId: AccountId, contact: ErasableRow): Promise<void> {
  const { id, external_id, email_key } = contact
  await db.$executeRaw`delete from former_member where account_id = ${accountId} and contact_id = ${id}`
  await db.$executeRaw`
    update sync_rejection set value = '(erased)'
    where account_id = ${accountId} and (value = ${external_id} or lower(value) = nullif(${email_key}, ''))`
  // The waiting row itself stays, so that its part still has as many as were counted; its id leads nowhere any more.
  await db.$executeRaw`
    update sync_row set email = null
    where account_id = ${accountId} and email is not null
      and (external_id = ${external_id} or lower(email) = nullif(${email_key}, ''))`
  // A row that could not be taken apart is one cell with everything in it.
  await db.$executeRaw`
    update import_rejection set value = '(erased)', cells = '{}'
    where account_id = ${accountId} and (
      value = ${external_id} or ${external_id} = any(cells)
      or strpos(lower(array_to_string(cells || value, ' ')), nullif(${email_key}, '')) > 0)`
  // What a mail server answered may quote the address. The figures of the mailing stay.
  await db.$executeRaw`
    update mailing_recipient set reason = null
    where account_id = ${accountId} and contact_id = ${id} and reason is not null`
  await db.$executeRaw`
    delete from outbox_mail where account_id = ${accountId} and lower(recipient) = nullif(${email_key}, '')`
  await db.$executeRaw`delete from bounce where account_id = ${accountId} and contact_id = ${id}`
  await db.$executeRaw`delete from consent_change where account_id = ${accountId} and contact_id = ${id}`
  await db.$executeRaw`
    delete from contact_permission cp using permission p
    where p.account_id = ${accountId} and cp.account_id = p.account_id and cp.permission_id = p.id
      and cp.contact_id = ${id}`
}

/** The row stays, for figures of the past; nothing in it says whose it was. */
export async function anonymise(db: Db, accountId: AccountId, contactId: bigint, now: Date): Promise<void> {
  await db.$executeRaw`
    update contact set
      external_id = 'erased-' || gen_random_uuid(), email = null, email_key = '', status = 'inactive',
      status_reason = 'erased', test_group = false, properties = '{}', changed_at = ${now}, erased_at = ${now}
    where account_id = ${accountId} and id = ${contactId}`
}
