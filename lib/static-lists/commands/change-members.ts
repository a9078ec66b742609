import type { PoolClient } from 'pg'
import { type AccountId, requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import type { Prisma } from '@/lib/platform/generated/client'
import { askOf, countMembers, deleteMembers, insertMembers, insertMembersFrom } from '../members.sql'
import { staticListNotFound } from '../queries'
import type { ContactsOfStaticList } from '../schema'
import { lockList } from '../static-list.sql'

/**
 * Adds contacts to a list; those that are gone meanwhile are passed over. Answers who was not in before, by external id.
 * @throws DomainError not_found, forbidden
 */
export async function addContacts(ctx: Context, input: ContactsOfStaticList): Promise<string[]> {
  requireScope(ctx.actor, 'lists:write')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async ({ db }) => {
    const added = await insertMembers(db, accountId, input.listId, input.externalIds)
    const counted = await countMembers((sql) => db.$queryRaw(sql), accountId, input.listId, added.length)
    if (!counted) throw staticListNotFound()
    return added
  })
}

/** Takes contacts out of a list. Answers who was in, by external id. @throws DomainError not_found, forbidden */
export async function removeContacts(ctx: Context, input: ContactsOfStaticList): Promise<string[]> {
  requireScope(ctx.actor, 'lists:write')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async ({ db }) => {
    if (!(await lockList(db, accountId, input.listId))) throw staticListNotFound()
    const removed = await deleteMembers(db, accountId, input.listId, input.externalIds)
    await countMembers((sql) => db.$queryRaw(sql), accountId, input.listId, -removed.length)
    return removed
  })
}

/**
 * Adds the contacts whose ids `contactIds` answers, any number, in the caller's open transaction; the caller has checked that its
 * actor may. From then on it holds these contacts and the list. Answers how many were not in before.
 * @throws DomainError not_found
 */
export async function addStagedContacts(
  connection: PoolClient,
  accountId: AccountId,
  listId: number,
  contactIds: Prisma.Sql,
): Promise<number> {
  const ask = askOf(connection)
  const added = await insertMembersFrom(ask, accountId, listId, contactIds)
  if (!(await countMembers(ask, accountId, listId, added))) throw staticListNotFound()
  return added
}
