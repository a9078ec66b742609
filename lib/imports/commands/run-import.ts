import type { PoolClient } from 'pg'
import type { Context } from '@/lib/access/context'
import {
  erasedReason,
  type ImportChoices,
  type ImportedCounts,
  importRows,
} from '@/lib/contacts/importing/import-rows'
import { erasedAmong } from '@/lib/contacts/queries/erased'
import { getDefinitions } from '@/lib/contacts/queries/properties'
import { fromDatabase } from '@/lib/platform/database-errors'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { reportBug } from '@/lib/platform/log'
import { inConnection, pool, withConnection } from '@/lib/platform/pool'
import { addStagedContacts } from '@/lib/static-lists/commands/change-members'
import { createStagedList } from '@/lib/static-lists/commands/save-static-list'
import { deleteFile, readFile } from '../file.sql'
import { getImport, importIdOf } from '../queries/imports'
import { requireRunnable } from '../queries/runnable'
import { type KeptRejection, newReading, type Reading, readRows } from '../read-rows'
import {
  beginAttempt,
  noteProgress,
  type Outcome,
  type Run,
  replaceRejections,
  settle,
  settleFailed,
  stopStatement,
} from '../run.sql'
import { rejectionsKeptMax } from '../schema'

/** How often a running import says how far it is, and learns that it was cancelled. */
const pulseMs = 1_000

/**
 * What the worker does with an import that is to be checked or run: all of it in one transaction, which a check rolls back.
 * Safe to repeat, whatever crashed: an attempt that lost its import, to a cancellation or a later attempt, leaves nothing behind.
 */
export async function runImport(
  ctx: Context,
  importId: string,
  { isLast }: { isLast: boolean },
): Promise<void> {
  const run = await beginAttempt(pool(), ctx.actor.accountId, importIdOf(importId))
  if (!run) return
  const progress: Progress = { bytesRead: 0, reading: newReading() }
  try {
    await requireRunnable(ctx, await getImport(ctx, importId))
    await (run.status === 'checking' ? check(ctx, run, progress) : apply(ctx, run, progress))
  } catch (error) {
    if (error instanceof Superseded || !(await isOurs(run, progress))) return
    await endOrRethrow(run, error, isLast)
  }
}

/** Somebody else is in the way, or changed what contacts can have while the file was read. */
const passing: ReadonlySet<string> = new Set(['busy', 'unavailable', 'conflict'])

/** What may pass is tried again by the queue, unless it was tried often enough. */
async function endOrRethrow(run: Run, error: unknown, isLast: boolean): Promise<void> {
  const known = error instanceof DomainError ? error : fromDatabase(error)
  const mayPass = known === undefined || passing.has(known.code)
  if (mayPass && !isLast) throw error
  if (known === undefined) reportBug(error)
  await inConnection((connection) => fail(connection, run, known?.message ?? 'It broke off.'))
}

/** How far an attempt is; changes while it runs. */
type Progress = { bytesRead: number; reading: Reading }

class Superseded extends Error {}

const isOurs = (run: Run, { bytesRead, reading }: Progress) =>
  noteProgress(pool(), run, { bytesRead, received: reading.received })

async function fail(connection: PoolClient, run: Run, reason: string): Promise<void> {
  if (!(await settleFailed(connection, run, `${reason} Nothing was changed.`))) return
  await replaceRejections(connection, run, [])
  if (run.status === 'running') await deleteFile(connection, run.accountId, run.importId)
}

type Found = Outcome & { rejections: KeptRejection[] }

async function check(ctx: Context, run: Run, progress: Progress): Promise<void> {
  const found = await withConnection(async (connection) => {
    await connection.query('begin')
    const found = await work(connection, ctx, run, progress)
    await connection.query('rollback')
    return found
  })
  await inConnection((connection) => keep(connection, run, found))
}

async function apply(ctx: Context, run: Run, progress: Progress): Promise<void> {
  await inConnection(async (connection) => {
    await keep(connection, run, await work(connection, ctx, run, progress))
    await deleteFile(connection, run.accountId, run.importId)
  })
}

async function keep(connection: PoolClient, run: Run, found: Found): Promise<void> {
  if (!(await settle(connection, run, found))) throw new Superseded()
  await replaceRejections(connection, run, await withoutErased(connection, run, found.rejections))
}

/** Whoever was erased is not to be found among the rejected rows either. */
async function withoutErased(
  connection: PoolClient,
  { accountId }: Run,
  rejections: KeptRejection[],
): Promise<KeptRejection[]> {
  const erased = await erasedAmong(connection, accountId, rejections)
  return rejections.map((row, i) => (erased.has(i) ? { ...row, value: '(erased)', cells: [] } : row))
}

async function work(connection: PoolClient, ctx: Context, run: Run, progress: Progress): Promise<Found> {
  const { rows } = await connection.query<{ pid: number }>('select pg_backend_pid() as pid')
  return withPulse(run, progress, rows[0]?.pid ?? 0, async () => {
    const { settings } = run
    const { reading } = progress
    const definitions = await getDefinitions(ctx)
    const batches = readRows(wholeFile(run, progress), { settings, definitions, reading, now: ctx.now() })
    const counts = await importRows(connection, ctx, { definitions, batches }, choicesOf(run))
    return foundOf(reading, counts, await list(connection, run, counts.contactIds))
  })
}

function choicesOf({ importId, settings }: Run): ImportChoices {
  const { columns, known, destination, proof, regrant } = settings
  return {
    byEmail: !columns.includes('id'),
    leaveKnown: known === 'leave',
    suppress: destination.kind === 'suppression',
    consents: { source: `import ${importId}`, proof: proof || null, regrant },
    named: destination.kind === 'list' || destination.kind === 'new-list',
    erasedMax: rejectionsKeptMax,
  }
}

/** Puts the contacts where they are wanted beside. Last, because it holds the list, as whoever changes its members does. */
async function list(
  connection: PoolClient,
  { accountId, settings: { destination } }: Run,
  contactIds: Prisma.Sql,
): Promise<{ listId: number | null; listed: number }> {
  if (destination.kind === 'list') {
    const { listId } = destination
    return { listId, listed: await addStagedContacts(connection, accountId, listId, contactIds) }
  }
  if (destination.kind !== 'new-list') return { listId: null, listed: 0 }
  const made = await createStagedList(connection, accountId, destination.name, contactIds)
  return { listId: Number(made.id), listed: made.members }
}

/** A file of which pieces are missing is no file: its import was cancelled meanwhile. */
async function* wholeFile(
  { accountId, importId, fileBytes }: Run,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of readFile(accountId, importId)) {
    progress.bytesRead += bytes.length
    yield bytes
  }
  if (progress.bytesRead !== fileBytes) throw new DomainError('conflict', 'The file is not here any more.')
}

function foundOf(
  { heading, received, rejected, rejections }: Reading,
  counts: ImportedCounts,
  { listId, listed }: { listId: number | null; listed: number },
): Found {
  const { duplicates, created, updated, unchanged, erased, granted, withdrawn, suppressed } = counts
  const erasedRows = counts.erasedRows.map(({ line }) => ({
    ...{ line, value: '(erased)', reason: erasedReason, cells: [] },
    ...{ externalId: '', emailKey: null },
  }))
  return {
    counts: {
      ...{ received, duplicates, created, updated, unchanged, rejected: rejected + erased },
      ...{ granted, withdrawn, listed, suppressed },
    },
    heading,
    listId,
    rejections: [...rejections, ...erasedRows].sort((a, b) => a.line - b.line).slice(0, rejectionsKeptMax),
  }
}

/** Says from time to time how far the run is, and stops what it is at once it is nobody's any more. */
async function withPulse<T>(
  run: Run,
  progress: Progress,
  processId: number,
  work: () => Promise<T>,
): Promise<T> {
  let beating: Promise<void> = Promise.resolve()
  const beat = async () => {
    if (!(await isOurs(run, progress))) await stopStatement(pool(), processId)
  }
  const pulse = setInterval(() => {
    beating = beating.then(beat).catch((error) => void reportBug(error))
  }, pulseMs)
  try {
    return await work()
  } finally {
    clearInterval(pulse)
    // A stop that came later would hit whoever has the connection next.
    await beating
  }
}
