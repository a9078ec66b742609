import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'

/** Runs a statement through whichever client has the transaction. */
export type Ask = <Row>(sql: Prisma.Sql) => Promise<Row[]>

export const askOf =
  (connection: PoolClient): Ask =>
  async <Row>({ text, values }: Prisma.Sql) =>
    (await connection.query({ text, values })).rows as Row[]

export function memberIds(accountId: AccountId, listId: number): Prisma.Sql {
  return Prisma.sql`select contact_id from static_member where account_id = ${accountId} and list_id = ${listId}`
}

const named = (externalIds: readonly string[]) => Prisma.sql`c.external_id = any(${externalIds}::text[])`

/**
 * Adds those who are meant and were not erased; whoever is in already stays. Their rows are held first, as a foreign key would
 * hold them: nobody is erased between being found and being a member. So contacts come before lists, as they do in erasing, and in
 * the order of their ids, as everybody holds them.
 */
function adding(accountId: AccountId, listId: number, who: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    with held as materialized (
      select c.id, c.external_id from contact c
      where c.account_id = ${accountId} and c.erased_at is null and ${who}
      order by c.id
      for key share of c),
    added as (
      insert into static_member (account_id, list_id, contact_id)
      select ${accountId}::int, ${listId}::int, id from held
      on conflict do nothing
      returning contact_id)`
}

/** Answers the external ids of those who were not in before. */
export async function insertMembers(
  db: Db,
  accountId: AccountId,
  listId: number,
  externalIds: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ external_id: string }[]>`
    ${adding(accountId, listId, named(externalIds))}
    select h.external_id from added a join held h on h.id = a.contact_id`
  return rows.map((row) => row.external_id)
}

/** The same of any number, whose ids a query answers. Answers how many were not in before. */
export async function insertMembersFrom(
  ask: Ask,
  accountId: AccountId,
  listId: number,
  contactIds: Prisma.Sql,
): Promise<number> {
  const [row] = await ask<{ count: number }>(Prisma.sql`
    ${adding(accountId, listId, Prisma.sql`c.id in (${contactIds})`)}
    select count(*)::float8 as count from added`)
  return row?.count ?? 0
}

/** Answers the external ids of those who were in. The list must be held. */
export async function deleteMembers(
  db: Db,
  accountId: AccountId,
  listId: number,
  externalIds: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ external_id: string }[]>`
    delete from static_member m using contact c
    where m.account_id = ${accountId} and m.list_id = ${listId} and c.account_id = ${accountId}
      and c.id = m.contact_id and ${named(externalIds)}
    returning c.external_id`
  return rows.map((row) => row.external_id)
}

/** Counts so many more, or with less than zero fewer, and holds the list from then on; false when it is gone. */
export async function countMembers(
  ask: Ask,
  accountId: AccountId,
  listId: number,
  difference: number,
): Promise<boolean> {
  const changedAt = difference === 0 ? Prisma.sql`l.changed_at` : Prisma.sql`now()`
  const rows = await ask(Prisma.sql`
    with counted as (
      update static_list set member_count = member_count + ${difference}::bigint
      where account_id = ${accountId} and id = ${listId}
      returning id)
    update list l set changed_at = ${changedAt} from counted
    where l.account_id = ${accountId} and l.id = counted.id
    returning l.id`)
  return rows.length > 0
}
