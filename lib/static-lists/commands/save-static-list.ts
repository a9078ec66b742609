import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { isUniqueViolation } from '@/lib/platform/sql-state'
import { countMembers, insertMembers, insertMembersFrom, memberIds } from '../members.sql'
import { getStaticList, staticListNotFound } from '../queries'
import { type NamedStaticList, type NewStaticList, staticListsMax } from '../schema'
import { insertList, lockListCount } from '../static-list.sql'

/** What became of a list that was made: its id, and how many contacts are in it. */
export type MadeList = { id: string; members: number }

/**
 * Makes a list of these contacts. Those that are gone meanwhile are left out.
 * @throws DomainError name_taken, limit_reached, forbidden
 */
export async function createStaticList(ctx: Context, input: NewStaticList): Promise<MadeList> {
  return make(ctx, { name: input.name, folderId: null, description: null }, ({ db, actor }, listId) =>
    insertMembers(db, actor.accountId, listId, input.externalIds ?? []).then((added) => added.length),
  )
}

/** Makes a list of the same contacts, beside the other. @throws DomainError not_found, name_taken, limit_reached, forbidden */
export async function copyStaticList(ctx: Context, { listId, name }: NamedStaticList): Promise<MadeList> {
  const copied = await getStaticList(ctx, listId)
  return make(ctx, { ...copied, name }, ({ db, actor: { accountId } }, copyId) =>
    insertMembersFrom((sql) => db.$queryRaw(sql), accountId, copyId, memberIds(accountId, listId)),
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

type Wanted = { name: string; folderId: number | null; description: string | null }

async function make(
  ctx: Context,
  wanted: Wanted,
  fill: (ctx: Context, listId: number) => Promise<number>,
): Promise<MadeList> {
  requireScope(ctx.actor, 'lists:write')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    const id = await insertList(ctx.db, accountId, { ...wanted, nameKey: nameKey(wanted.name) })
    const members = await fill(ctx, id)
    await countMembers((sql) => ctx.db.$queryRaw(sql), accountId, id, members)
    // Last, because it holds the account, and many contacts take their time.
    if ((await lockListCount(ctx.db, accountId)) > staticListsMax) throw tooMany()
    return { id: String(id), members }
  }).catch(nameTaken)
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
