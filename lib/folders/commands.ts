import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { isRestrictViolation, isUniqueViolation } from '@/lib/platform/sql-state'
import { lockFolderCount, selectDepth } from './folder.sql'
import { type DeleteFolder, folderDepthMax, foldersMax, type NewFolder, type RenameFolder } from './schema'

/** @throws DomainError name_taken (beside it, without regard to case), limit_reached, not_found (the parent) */
export async function createFolder(ctx: Context, input: NewFolder): Promise<{ id: number }> {
  requireScope(ctx.actor, 'lists:file')
  const { accountId } = ctx.actor
  const { kind, parentId, name } = input
  return inTransaction(ctx, async (ctx) => {
    if ((await lockFolderCount(ctx.db, accountId, kind)) >= foldersMax) {
      throw new DomainError('limit_reached', `There can be at most ${foldersMax} folders here.`)
    }
    if (parentId !== null) await requireRoomBelow(ctx, input, parentId)
    return ctx.db.folder.create({
      data: { accountId, kind, parentId, name, nameKey: nameKey(name) },
      select: { id: true },
    })
  }).catch(nameTaken)
}

async function requireRoomBelow(ctx: Context, { kind }: NewFolder, parentId: number): Promise<void> {
  const depth = await selectDepth(ctx.db, ctx.actor.accountId, kind, parentId)
  if (depth === 0) throw folderNotFound()
  if (depth < folderDepthMax) return
  throw new DomainError('limit_reached', `Folders nest at most ${folderDepthMax} deep.`)
}

/** @throws DomainError name_taken, not_found */
export async function renameFolder(ctx: Context, { folderId, name }: RenameFolder): Promise<void> {
  requireScope(ctx.actor, 'lists:file')
  const { count } = await ctx.db.folder
    .updateMany({
      where: { accountId: ctx.actor.accountId, id: folderId },
      data: { name, nameKey: nameKey(name) },
    })
    .catch(nameTaken)
  if (count === 0) throw folderNotFound()
}

/** Deletes an empty folder; the database itself keeps one that holds anything. @throws DomainError conflict, not_found */
export async function deleteFolder(ctx: Context, { folderId }: DeleteFolder): Promise<void> {
  requireScope(ctx.actor, 'lists:file')
  try {
    const where = { accountId: ctx.actor.accountId, id: folderId }
    if ((await ctx.db.folder.deleteMany({ where })).count === 0) throw folderNotFound()
  } catch (error) {
    if (!isRestrictViolation(error)) throw error
    throw new DomainError('conflict', 'The folder is not empty. Move or delete what is in it first.', {
      cause: error,
    })
  }
}

function folderNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such folder any more.', { details: { kind: 'folder' } })
}

function nameTaken(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw new DomainError('name_taken', 'There is a folder with this name here already.', {
    field: 'name',
    cause: error,
  })
}
