import type { PoolClient } from 'pg'
import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { requireAudience } from '@/lib/audiences/queries/audiences'
import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import { pool } from '@/lib/platform/pool'
import { parseSyncRows } from '@/lib/platform/rows/sync-rows'
import {
  applyDifference,
  dropErased,
  findDifference,
  giveRoom,
  resolve,
  resolveUnknown,
  selectUnknown,
} from '../engine/apply.sql'
import { createStrangers } from '../engine/create-strangers'
import {
  type Counts,
  failSync,
  finishSync,
  insertReceivingSync,
  insertRejections,
  noCounts,
  noteProgress,
  type Problem,
} from '../engine/record.sql'
import { type Staging, stage } from '../engine/stage'
import { closeTurn, inConnection, requireTurn } from '../engine/turn'
import { getSync } from '../queries/syncs'
import type { Sync, SyncOptions, SyncRejection } from '../schema'

export type SyncBody = { stream: AsyncIterable<Uint8Array>; contentType: string }

/** How often a running sync says how far it is, and that its process is alive. */
const pulseMs = 1_000

/**
 * Applies one body to an audience: all of it or nothing. The sync is noted before the body is read, so that whatever
 * happens is in the history; a refused or interrupted one stands there as failed, with its reason.
 * @throws DomainError invalid (the body, with its line), unprocessable (unknown contacts under `unknown=reject`, or none known
 *   in mode replace), unsupported_media, busy, not_found, product, forbidden; details.syncId names the failed sync
 */
export async function runSync(
  ctx: Context,
  audienceId: string,
  options: SyncOptions,
  body: SyncBody,
): Promise<Sync> {
  requireScope(ctx.actor, 'audiences:write')
  const audience = await requireAudience(ctx, audienceId)
  const rows = parseSyncRows(body.stream, body.contentType)
  const syncId = await insertReceivingSync(pool(), ctx.actor, { ...options, audienceId: audience.id })
  const run: Run = {
    ctx,
    audienceId,
    options,
    syncId,
    staging: { received: 0, unusable: 0, rejections: [] },
    status: 'receiving',
    counts: { ...noCounts },
    rejections: [],
  }
  const pulse = setInterval(() => beat(run), pulseMs)
  try {
    await inConnection(async (connection) => {
      await giveRoom(connection)
      await stage(connection, options.mode, rows, run.staging)
      await apply(connection, run)
    })
  } catch (error) {
    throw await noteFailure(run, error)
  } finally {
    clearInterval(pulse)
  }
  return getSync(ctx, syncId)
}

/** A sync under way, and what is known of it so far. */
type Run = {
  readonly ctx: Context
  readonly audienceId: string
  readonly options: SyncOptions
  readonly syncId: string
  readonly staging: Staging
  status: 'receiving' | 'applying'
  counts: Counts
  rejections: SyncRejection[]
}

function beat({ ctx, syncId, staging, status }: Run): void {
  const progress = { received: staging.received, status }
  noteProgress(pool(), ctx.actor.accountId, syncId, progress).catch(reportBug)
}

async function apply(connection: PoolClient, run: Run): Promise<void> {
  const { ctx, options, staging, syncId } = run
  const { accountId } = ctx.actor
  run.status = 'applying'
  run.counts.received = staging.received
  if (options.mode === 'replace' && staging.received === 0) throw emptyReplace()
  if (options.dryRun) await connection.query('savepoint preview')

  const matched = await resolveContacts(connection, run)
  const turn = await requireTurn(connection, ctx, run.audienceId)
  await dropErased(connection, accountId)
  const difference = await findDifference(connection, accountId, turn, { whole: options.mode === 'replace' })
  if (options.mode === 'replace' && matched === 0) throw nobodyKnown(staging.received)
  run.counts.added = difference.joining
  run.counts.removed = difference.leaving
  run.counts.unchanged = matched - difference.joining - (options.mode === 'replace' ? 0 : difference.leaving)

  if (options.dryRun) await connection.query('rollback to savepoint preview')
  else {
    await applyDifference(connection, accountId, turn, difference)
    await closeTurn(connection, ctx, turn, run.counts)
  }
  await insertRejections(connection, accountId, syncId, run.rejections)
  const finished = await finishSync(connection, accountId, syncId, {
    counts: run.counts,
    membersBefore: turn.memberCount,
    revision: options.dryRun ? null : turn.revision + 1,
  })
  if (!finished) throw declaredDead()
}

/** Finds the contacts of the rows and does with the unknown ones as the sender chose. Answers how many contacts are named. */
async function resolveContacts(connection: PoolClient, run: Run): Promise<number> {
  const { ctx, options, staging, counts } = run
  const { accountId } = ctx.actor
  const stagedRows = staging.received - staging.unusable
  const { matched, matchedRows } = await resolve(connection, accountId, stagedRows)
  const strangers = matchedRows < stagedRows ? await resolveUnknown(connection, accountId) : 0
  counts.duplicates = stagedRows - matched - strangers
  const { created, rejections } =
    strangers > 0 && options.unknown === 'create'
      ? await createStrangers(connection, accountId)
      : { created: 0, rejections: strangers > 0 ? await selectUnknown(connection) : [] }
  counts.created = created
  counts.unknown = staging.unusable + strangers - created
  counts.rejections = counts.unknown
  run.rejections = [...staging.rejections, ...rejections].sort((a, b) => a.line - b.line)
  if (options.unknown === 'reject' && counts.unknown > 0) throw unknownRefused(counts.unknown)
  return matched + created
}

/** Notes why a sync failed, and answers what the caller is told. */
async function noteFailure(run: Run, error: unknown): Promise<unknown> {
  const { ctx, syncId, staging } = run
  const { accountId } = ctx.actor
  const counts = { ...run.counts, received: staging.received }
  const problem: Problem =
    error instanceof DomainError
      ? { code: error.code, detail: error.message }
      : { code: 'interrupted', detail: 'The sync broke off. Nothing changed; send it again.' }
  await inConnection(async (connection) => {
    await insertRejections(connection, accountId, syncId, run.rejections)
    await failSync(connection, accountId, syncId, { counts, problem })
  }).catch(reportBug)
  if (!(error instanceof DomainError)) return error
  const { code, message, field, details, retryAfterS } = error
  return new DomainError(code, message, {
    cause: error,
    details: { ...details, syncId },
    ...(field !== undefined && { field }),
    ...(retryAfterS !== undefined && { retryAfterS }),
  })
}

function emptyReplace(): DomainError {
  return new DomainError(
    'invalid',
    'The body has no rows, and a missing body must not empty an audience. To empty it, use DELETE …/contacts?confirm=.',
  )
}

function nobodyKnown(received: number): DomainError {
  return new DomainError(
    'unprocessable',
    `None of the ${received} rows names a contact, so this would remove every member. Nothing changed; check that the ids are those of your contacts.`,
  )
}

function unknownRefused(unknown: number): DomainError {
  return new DomainError(
    'unprocessable',
    `${unknown} ids are no contacts, and this sync was sent with unknown=reject. Nothing changed; see its rejections.`,
  )
}

function declaredDead(): DomainError {
  return new DomainError(
    'busy',
    'The sync was taken for dead and ended meanwhile. Nothing changed; send it again.',
    {
      retryAfterS: 5,
    },
  )
}
