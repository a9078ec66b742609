import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { Ask } from './members.sql'

/** Holds the account's row, so that two creations cannot both be the last. Answers how many static lists there are. */
export async function lockListCount(ask: Ask, accountId: AccountId): Promise<number> {
  await ask(Prisma.sql`select 1 from account where id = ${accountId} for no key update`)
  const [row] = await ask<{ count: number }>(Prisma.sql`
    select count(*)::int as count from static_list where account_id = ${accountId}`)
  return row?.count ?? 0
}

/** Holds the list, so that nobody's members are counted beside ours; false when it is gone. */
export async function lockList(db: Db, accountId: AccountId, id: number): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from static_list where account_id = ${accountId} and id = ${id} for update`
  return rows.length > 0
}

type NewList = { name: string; nameKey: string; folderId: number | null; description: string | null }

export async function insertList(ask: Ask, accountId: AccountId, list: NewList): Promise<number> {
  const [row] = await ask<{ id: number }>(Prisma.sql`
    with l as (
      insert into list (account_id, kind, name, name_key, folder_id, description)
      values (${accountId}, 'static', ${list.name}, ${list.nameKey}, ${list.folderId}::int, ${list.description})
      returning id)
    insert into static_list (account_id, id) select ${accountId}::int, id from l
    returning id`)
  return row?.id ?? 0
}

/** Removes a list with its members. Fails on its foreign keys while it is used. The list must be held. */
export async function deleteListRows(db: Db, accountId: AccountId, id: number): Promise<void> {
  await db.$executeRaw`delete from list where account_id = ${accountId} and id = ${id}`
  await db.$executeRaw`delete from static_member where account_id = ${accountId} and list_id = ${id}`
}
