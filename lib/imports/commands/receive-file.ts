import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { withConnection } from '@/lib/platform/pool'
import { lockImport, selectBytes, upsertChunk } from '../import.sql'
import { getImport, importIdOf, importNotFound } from '../queries/imports'
import { chunkBytes, draftsMax, type NewImport, newSettings } from '../schema'

/**
 * Opens an import that waits for its file, in pieces of `chunkBytes`.
 * @throws DomainError limit_reached, forbidden
 */
export async function createImport(ctx: Context, input: NewImport): Promise<{ importId: string }> {
  requireScope(ctx.actor, 'contacts:write')
  const { accountId } = ctx.actor
  const over = ['done', 'failed', 'cancelled']
  if ((await ctx.db.import.count({ where: { accountId, status: { notIn: over } } })) >= draftsMax) {
    const message = `There are ${draftsMax} imports that are not over. Finish or discard one first.`
    throw new DomainError('limit_reached', message)
  }
  const { id } = await ctx.db.import.create({
    data: {
      accountId,
      status: 'uploading',
      fileName: input.fileName.toWellFormed().replace(/\p{Cc}/gu, ' '),
      fileBytes: input.fileBytes,
      settings: newSettings(input.format),
      userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    },
    select: { id: true },
  })
  return { importId: String(id) }
}

/**
 * Keeps one piece of the file, in any order and however often it is sent.
 * @throws DomainError invalid (its size is not what the file's says), conflict (the file is complete), not_found, forbidden
 */
export async function putChunk(
  ctx: Context,
  importId: string,
  number: number,
  bytes: Uint8Array,
): Promise<void> {
  const { id, fileBytes } = await getImport(ctx, importId)
  if (bytes.length === 0 || bytes.length !== sizeOfChunk(fileBytes, number))
    throw new DomainError('invalid', 'This is not a piece of the file that was announced.')
  const chunk = { number, bytes }
  const kept = await withConnection((connection) =>
    upsertChunk(connection, ctx.actor.accountId, BigInt(id), chunk),
  )
  if (!kept) throw new DomainError('conflict', 'The file is complete already.')
}

function sizeOfChunk(fileBytes: number, number: number): number {
  return number < 0 ? 0 : Math.min(chunkBytes, Math.max(0, fileBytes - number * chunkBytes))
}

/**
 * Makes the import a draft once its file is here. Twice is once.
 * @throws DomainError conflict (pieces are missing), not_found, forbidden
 */
export async function finishUpload(ctx: Context, importId: string): Promise<void> {
  const { fileBytes } = await getImport(ctx, importId)
  const id = importIdOf(importId)
  const { accountId } = ctx.actor
  await inTransaction(ctx, async (ctx) => {
    const status = await lockImport(ctx.db, accountId, id)
    if (status === undefined) throw importNotFound()
    if (status !== 'uploading') return
    if ((await selectBytes(ctx.db, accountId, id)) !== fileBytes)
      throw new DomainError('conflict', 'Pieces of the file are missing. Upload it again.')
    await ctx.db.import.update({
      where: { accountId_id: { accountId, id } },
      data: { status: 'uploaded', changedAt: ctx.now() },
    })
  })
}
