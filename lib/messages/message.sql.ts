import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { ChosenList } from './content/schema'
import { type MessageStatus, type MessageUse, versionsMax } from './schema'

/** How many messages there are, the account held so that two creations cannot both be the last. */
export async function lockMessageCount(db: Db, accountId: AccountId): Promise<number> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from message where account_id = ${accountId}`
  return rows[0]?.count ?? 0
}

export type LockedMessage = { id: bigint; status: MessageStatus; revision: number }

/** Until the transaction ends nobody else changes these messages, and no mailing begins to use them. In the order of their ids. */
export function lockMessages(db: Db, accountId: AccountId, ids: readonly string[]): Promise<LockedMessage[]> {
  return db.$queryRaw<LockedMessage[]>`
    select id, status, revision from message
    where account_id = ${accountId} and id = any(${ids}::bigint[])
    order by id for update`
}

type UseRow = { id: string; name: string; status: MessageUse['status'] }

/** The mailings that these messages have to stay for as they are. */
export async function selectUses(
  db: Db,
  accountId: AccountId,
  ids: readonly bigint[],
): Promise<MessageUse[]> {
  const rows = await db.$queryRaw<UseRow[]>`
    select id::text as id, name, status from mailing
    where account_id = ${accountId} and held_message_id = any(${ids}::bigint[])
    order by name, id`
  return rows.map(({ id, name, status }) => ({ mailingId: id, name, status }))
}

/** Deletes messages; drafts and mailings that have gone do without. Fails on its foreign keys while others use them. */
export async function deleteMessageRows(db: Db, accountId: AccountId, ids: readonly bigint[]): Promise<void> {
  await db.$executeRaw`
    update mailing set message_id = null
    where account_id = ${accountId} and message_id = any(${ids}::bigint[]) and status in ('draft', 'sent', 'cancelled')`
  await db.$executeRaw`delete from message where account_id = ${accountId} and id = any(${ids}::bigint[])`
}

/** Keeps the lists that a message chooses in step with its content; by the names they have now, as far as they are there. */
export async function replaceChosenLists(
  db: Db,
  accountId: AccountId,
  messageId: bigint,
  lists: readonly ChosenList[],
): Promise<void> {
  await db.$executeRaw`delete from message_list where account_id = ${accountId} and message_id = ${messageId}`
  await db.$executeRaw`
    insert into message_list (account_id, message_id, list_id, list_name)
    select ${accountId}, ${messageId}, chosen.list_id, coalesce(l.name, chosen.list_name)
    from unnest(${lists.map(({ listId }) => listId)}::int[], ${lists.map(({ listName }) => listName)}::text[])
      as chosen(list_id, list_name)
    left join list l on l.account_id = ${accountId} and l.id = chosen.list_id`
}

/** Of these, the dynamic lists that are there. */
export async function selectDynamicLists(
  db: Db,
  accountId: AccountId,
  ids: readonly number[],
): Promise<Set<number>> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select id from list where account_id = ${accountId} and id = any(${ids}::int[]) and kind in ('audience', 'rules')`
  return new Set(rows.map(({ id }) => id))
}

/** Saves that follow each other within this clock interval share a version. */
const versionEvery = '10 minutes'

/** Takes the newest version away when what `userId` saves at `at` takes its place. */
export async function deleteSharedVersion(
  db: Db,
  accountId: AccountId,
  messageId: bigint,
  { userId, at }: { userId: string | null; at: Date },
): Promise<void> {
  await db.$executeRaw`
    delete from message_version v
    where v.account_id = ${accountId} and v.message_id = ${messageId} and v.saved_by is not distinct from ${userId}
      and date_bin(${versionEvery}::interval, v.saved_at, 'epoch'::timestamptz)
        = date_bin(${versionEvery}::interval, ${at}::timestamptz, 'epoch'::timestamptz)
      and v.revision = (
        select max(revision) from message_version where account_id = ${accountId} and message_id = ${messageId})
      and v.revision > 1`
}

export async function deleteOldVersions(db: Db, accountId: AccountId, messageId: bigint): Promise<void> {
  await db.$executeRaw`
    delete from message_version where account_id = ${accountId} and message_id = ${messageId} and revision in (
      select revision from message_version where account_id = ${accountId} and message_id = ${messageId}
      order by revision desc offset ${versionsMax})`
}
