import { isDeepStrictEqual } from 'node:util'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { lockImport } from '../import.sql'
import { enqueueImport } from '../jobs'
import { getImport, importIdOf, importNotFound } from '../queries/imports'
import { requireRunnable } from '../queries/runnable'
import type { ChangedImport, ImportStatus } from '../schema'

/** Nothing is known any more of what the import would do. */
const unchecked = {
  ...{ received: 0, duplicates: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 },
  ...{ granted: 0, withdrawn: 0, listed: 0, suppressed: 0, bytesRead: 0, problem: null },
}

/**
 * Changes some settings of a draft; what a check found out about it is forgotten.
 * @throws DomainError conflict (it is no draft any more), not_found, forbidden
 */
export async function changeImport(ctx: Context, { importId, settings }: ChangedImport): Promise<void> {
  const { settings: current } = await getImport(ctx, importId)
  const changed = { ...current, ...settings }
  // Looked at again and left as it was, it needs no new check.
  if (isDeepStrictEqual(changed, current)) return
  await move(ctx, importId, ['uploaded', 'checked'], {
    status: 'uploaded',
    settings: changed,
    ...unchecked,
  })
}

/**
 * Has the worker find out what a draft would do, to the row, and change nothing.
 * @throws DomainError invalid (with the step as its field: columns or destination), conflict, not_found, forbidden
 */
export async function checkImport(ctx: Context, importId: string): Promise<void> {
  await requireRunnable(ctx, await getImport(ctx, importId))
  await inTransaction(ctx, async (ctx) => {
    await move(ctx, importId, ['uploaded', 'checked'], { status: 'checking', ...unchecked })
    await enqueueImport(ctx.db, { accountId: ctx.actor.accountId, importId })
  })
}

/**
 * Has the worker do what was checked.
 * @throws DomainError conflict (it was not checked, or runs), not_found, forbidden
 */
export async function startImport(ctx: Context, importId: string): Promise<void> {
  await getImport(ctx, importId)
  await inTransaction(ctx, async (ctx) => {
    await move(ctx, importId, ['checked'], { status: 'queued', bytesRead: 0, startedAt: ctx.now() })
    await enqueueImport(ctx.db, { accountId: ctx.actor.accountId, importId })
  })
}

/**
 * Stops a check, whose import is a draft again, or an import: then nothing of it was done.
 * @throws DomainError conflict (it is over, or was not begun), not_found, forbidden
 */
export async function cancelImport(ctx: Context, importId: string): Promise<void> {
  const { status } = await getImport(ctx, importId)
  if (status === 'checking') return move(ctx, importId, ['checking'], { status: 'uploaded', ...unchecked })
  await inTransaction(ctx, async (ctx) => {
    const over = { status: 'cancelled', finishedAt: ctx.now(), ...unchecked } as const
    await move(ctx, importId, ['queued', 'running'], over)
    await ctx.db.importChunk.deleteMany({
      where: { accountId: ctx.actor.accountId, importId: importIdOf(importId) },
    })
  })
}

/**
 * Deletes a draft with its file.
 * @throws DomainError conflict (it is no draft), not_found, forbidden
 */
export async function discardImport(ctx: Context, importId: string): Promise<void> {
  await getImport(ctx, importId)
  const { count } = await ctx.db.import.deleteMany({
    where: {
      accountId: ctx.actor.accountId,
      id: importIdOf(importId),
      status: { in: ['uploading', 'uploaded', 'checked'] },
    },
  })
  if (count === 0) throw movedOn()
}

type Changes = { status: ImportStatus } & Record<string, unknown>

async function move(ctx: Context, importId: string, from: ImportStatus[], changes: Changes): Promise<void> {
  const { accountId } = ctx.actor
  const id = importIdOf(importId)
  await inTransaction(ctx, async (ctx) => {
    const status = await lockImport(ctx.db, accountId, id)
    if (status === undefined) throw importNotFound()
    if (!from.includes(status)) throw movedOn()
    await ctx.db.importRejection.deleteMany({ where: { accountId, importId: id } })
    await ctx.db.import.update({
      where: { accountId_id: { accountId, id } },
      // Whatever a worker is at with it is of no account from now on.
      data: { ...changes, attempt: { increment: 1 }, changedAt: ctx.now() },
    })
  })
}

function movedOn(): DomainError {
  return new DomainError(
    'conflict',
    'The import has moved on meanwhile. Nothing changed; load the page again.',
  )
}
