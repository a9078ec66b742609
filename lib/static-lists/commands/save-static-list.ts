import type { PoolClient } from 'pg'
import { type AccountId, requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { nameKey } from '@/lib/platform/schema'
import { isUniqueViolation } from '@/lib/platform/sql-state'
import { type Ask, askOf, countMembers, insertMembers, insertMembersFrom, memberIds } from '../members.sql'
import { getStaticList, staticListNotFound } from '../queries'
import { type MadeList, type NamedStaticList, type NewStaticList, staticListsMax } from '../schema'
import { insertList, lockListCount } from '../static-list.sql'

/**
 * Makes a list of these contacts. Those that are gone meanwhile are left out.
 * @throws DomainError name_taken, limit_reached, forbidden
 */
export async function createStaticList(ctx: Context, input: NewStaticList): Promise<MadeList> {
  return makeInTransaction(
    ctx,
    { name: input.name, folderId: null, description: null },
    ({ db, actor }, listId) =>
      insertMembers(db, actor.accountId, listId, input.externalIds ?? []).then((added) => added.length),
  )
}

/** Makes a list of the same contacts, beside the other. @throws DomainError not_found, name_taken, limit_reached, forbidden */
export async function copyStaticList(ctx: Context, { listId, name }: NamedStaticList): Promise<MadeList> {
  const copied = await getStaticList(ctx, listId)
  return makeFrom(ctx, { ...copied, name }, memberIds(ctx.actor.accountId, listId))
}

/** Makes a list of the contacts whose ids `contactIds` answers, any number. @throws DomainError name_taken, limit_reached, forbidden */
export async function createStaticListFrom(
  ctx: Context,
  name: string,
  contactIds: Prisma.Sql,
): Promise<MadeList> {
  return makeFrom(ctx, { name, folderId: null, description: null }, contactIds)
}

function makeFrom(ctx: Context, wanted: Wanted, contactIds: Prisma.Sql): Promise<MadeList> {
  return makeInTransaction(ctx, wanted, ({ db, actor: { accountId } }, listId) =>
    insertMembersFrom((sql) => db.$queryRaw(sql), accountId, listId, contactIds),
  )
}

/** @throws DomainError not_found, name_taken, forbidden */
export async function renameStaticList(ctx: Context, { listId, name }: NamedStaticList): Promise<void> {
  requireScope(ctx.actor, 'lists:write')
  const { count } = await ctx.db.list
    .updateMany({
      where: { accountId: ctx.actor.accountId, kind: 'static', id: listId },
      data: { name, nameKey: nameKey(name), changedAt: ctx.now() },
    })
    .catch(nameTaken)
  if (count === 0) throw staticListNotFound()
}

/**
 * Makes a list of the contacts whose ids `contactIds` answers, any number, in the caller's open transaction; the caller has checked
 * that its actor may. @throws DomainError name_taken, limit_reached
 */
export async function createStagedList(
  connection: PoolClient,
  accountId: AccountId,
  name: string,
  contactIds: Prisma.Sql,
): Promise<MadeList> {
  const ask = askOf(connection)
  const wanted = { name, folderId: null, description: null }
  return make(ask, accountId, wanted, (listId) => insertMembersFrom(ask, accountId, listId, contactIds))
}

type Wanted = { name: string; folderId: number | null; description: string | null }

async function makeInTransaction(
  ctx: Context,
  wanted: Wanted,
  fill: (ctx: Context, listId: number) => Promise<number>,
): Promise<MadeList> {
  requireScope(ctx.actor, 'lists:write')
  return inTransaction(ctx, (ctx) =>
    make(
      (sql) => ctx.db.$queryRaw(sql),
      ctx.actor.accountId,
      wanted,
      (listId) => fill(ctx, listId),
    ),
  )
}

async function make(
  ask: Ask,
  accountId: AccountId,
  wanted: Wanted,
  fill: (listId: number) => Promise<number>,
): Promise<MadeList> {
  const id = await insertList(ask, accountId, { ...wanted, nameKey: nameKey(wanted.name) }).catch(nameTaken)
  const members = await fill(id)
  await countMembers(ask, accountId, id, members)
  // Last, because it holds the account, and many contacts take their time.
  if ((await lockListCount(ask, accountId)) > staticListsMax) throw tooMany()
  return { id: String(id), members }
}

function tooMany(): DomainError {
  const message = `There are ${staticListsMax} static lists, the most there can be. Delete one first.`
  return new DomainError('limit_reached', message)
}

function nameTaken(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new DomainError('name_taken', 'There is a static list with this name already.', {
    field: 'name',
    cause: error,
  })
}
