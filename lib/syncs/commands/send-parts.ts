import type { PoolClient } from 'pg'
import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { inConnection, pool } from '@/lib/platform/pool'
import { parseSyncRows } from '@/lib/platform/rows/sync-rows'
import { giveRoom } from '../engine/apply.sql'
import { claim, countParts, type Decidable } from '../engine/decide.sql'
import { noteFailure } from '../engine/failure'
import { holdOpen, insertPart, notePart } from '../engine/kept.sql'
import { insertRejections } from '../engine/record.sql'
import { beginRun, withPulse } from '../engine/run'
import { keep, type Part, type Staging } from '../engine/stage'
import { credentialOf } from '../engine/turn'
import { enqueueApply } from '../jobs'
import { requireDecidable } from '../queries/decidable'
import { getSync } from '../queries/syncs'
import type { CommitInput, SyncDetail, SyncOptions, SyncPart } from '../schema'
import { alreadyApplying, applyKept } from './apply-kept'
import { beginSync, type SyncBody } from './run-sync'

/** Opens a sync that is filled in parts, in any order and at once, and committed within a day. */
export async function openSync(ctx: Context, audienceId: string, options: SyncOptions): Promise<SyncDetail> {
  return getSync(ctx, await beginSync(ctx, audienceId, options, 'open'))
}

/**
 * Keeps one part of an open sync, in place of what was sent as that part before. All of it or nothing.
 * @throws DomainError invalid (the body, with its line), unsupported_media, conflict (no longer open), busy, not_found, forbidden
 */
export async function putPart(ctx: Context, syncId: string, part: number, body: SyncBody): Promise<SyncPart> {
  requireScope(ctx.actor, 'audiences:write')
  const sync = await requireDecidable(ctx, syncId)
  requireOpen(sync)
  const rows = parseSyncRows(body.stream, body.contentType)
  const staging: Staging = { received: 0, unusable: 0, rejections: [] }
  const place = { accountId: ctx.actor.accountId, syncId: sync.id, part }
  const receivedAt = await inConnection(async (connection) => {
    await giveRoom(connection)
    await keepPart(connection, place, () => keep(connection, sync.mode, rows, staging, place), staging)
    if (!(await holdOpen(connection, place))) throw notOpen(sync)
    return notePart(connection, place, part, staging)
  })
  return { part, rows: staging.received, receivedAt: receivedAt.toISOString() }
}

async function keepPart(
  connection: PoolClient,
  place: Part,
  fill: () => Promise<void>,
  staging: Staging,
): Promise<void> {
  await insertPart(connection, place, place.part)
  await fill()
  await insertRejections(connection, place.accountId, place.syncId, staging.rejections)
}

/**
 * Applies an open sync once all its parts are there: 1 to `parts`, together `rows` rows where that is said. To commit again what is
 * done answers what it did. With `later` the worker applies it, whatever crashes, and the answer comes at once.
 * @throws DomainError unprocessable (details.missing lists parts), conflict, busy, not_found, forbidden, and what applying throws
 */
export async function commitSync(
  ctx: Context,
  syncId: string,
  input: CommitInput,
  { later = false }: { later?: boolean } = {},
): Promise<SyncDetail> {
  requireScope(ctx.actor, 'audiences:write')
  const sync = await requireDecidable(ctx, syncId)
  if (isSettled(sync)) return getSync(ctx, syncId)
  if (sync.status === 'applying') {
    if (later && sync.committed) return getSync(ctx, syncId)
    throw alreadyApplying()
  }
  requireOpen(sync)
  await inConnection(async (connection) => {
    // Claimed first: a part that is still coming in is either there by then, or refused.
    const claimed = await claim(connection, ctx.actor.accountId, sync.id, { from: 'open', committed: later })
    if (!claimed) throw alreadyApplying()
    await requireComplete(connection, ctx, sync, input)
    if (later) await enqueueApply(connection, { accountId: ctx.actor.accountId, syncId: sync.id })
  })
  if (!later) await applyKept(ctx, sync, { approved: false })
  return getSync(ctx, syncId)
}

/** Committed already, with whatever came of it. */
function isSettled(sync: Decidable): boolean {
  return sync.status === 'done' || sync.status === 'held' || sync.status === 'undone'
}

async function requireComplete(
  connection: PoolClient,
  ctx: Context,
  sync: Decidable,
  { parts, rows }: CommitInput,
): Promise<void> {
  const there = await countParts(connection, ctx.actor.accountId, sync.id, parts)
  if (there.missing.length > 0) {
    const few = there.missing.slice(0, 10).join(', ')
    throw new DomainError(
      'unprocessable',
      `Of ${parts} parts, ${parts - (there.parts - there.beyond)} are missing: ${few}${there.missing.length > 10 ? ', …' : ''}. Send them, then commit again.`,
      { details: { missing: there.missing } },
    )
  }
  if (there.beyond > 0) {
    const more = there.beyond === 1 ? 'a part' : `${there.beyond} parts`
    throw new DomainError(
      'unprocessable',
      `There is ${more} beyond number ${parts}. Commit with the number of parts that were sent.`,
    )
  }
  if (rows !== undefined && rows !== there.rows) {
    throw new DomainError(
      'unprocessable',
      `The parts hold ${there.rows} rows, not ${rows}. Send again what differs, then commit again.`,
    )
  }
}

/**
 * Takes in one body and answers as soon as all of it is kept; the worker applies it then, whatever crashes.
 * @throws DomainError as runSync does while it reads the body
 */
export async function acceptSync(
  ctx: Context,
  audienceId: string,
  options: SyncOptions,
  body: SyncBody,
): Promise<SyncDetail> {
  const rows = parseSyncRows(body.stream, body.contentType)
  const syncId = await beginSync(ctx, audienceId, options, 'receiving')
  const { accountId } = ctx.actor
  const run = beginRun({
    ctx,
    audienceId,
    options,
    syncId,
    credentialId: credentialOf(ctx.actor),
    kept: true,
  })
  const place = { accountId, syncId, part: 1 }
  try {
    await withPulse(run, () =>
      inConnection(async (connection) => {
        await giveRoom(connection)
        await keepPart(connection, place, () => keep(connection, options.mode, rows, run, place), run)
        await notePart(connection, place, 1, run)
        await markAccepted(connection, place, run.received)
        await enqueueApply(connection, { accountId, syncId })
      }),
    )
  } catch (error) {
    throw await noteFailure(run, error)
  }
  return getSync(ctx, syncId)
}

async function markAccepted(connection: PoolClient, { accountId, syncId }: Part, received: number) {
  const { rowCount } = await connection.query(
    `update sync set status = 'applying', received = $3, committed_at = now(), expires_at = now() + interval '1 day'
     where account_id = $1 and id = $2 and status = 'receiving'`,
    [accountId, syncId, received],
  )
  if (rowCount !== 1)
    throw new DomainError('busy', 'The sync was taken for dead meanwhile. Send it again.', { retryAfterS: 5 })
}

/** What the worker does with a sync that was accepted or committed to be applied later. Once, however often it is asked. */
export async function applyAccepted(ctx: Context, syncId: string): Promise<void> {
  const sync = await requireDecidable(ctx, syncId)
  if (!sync.committed) return
  if (sync.status === 'open') await claim(pool(), ctx.actor.accountId, sync.id, { from: 'open' })
  else if (sync.status !== 'applying') return
  try {
    await applyKept(ctx, sync, { approved: false })
  } catch (error) {
    // Final refusals stand in the sync; what may pass is tried again by the queue.
    if (error instanceof DomainError && error.code !== 'busy') return
    throw error
  }
}

function requireOpen(sync: Decidable): void {
  if (sync.status !== 'open' || sync.committed || sync.expired) throw notOpen(sync)
}

function notOpen(sync: Decidable): DomainError {
  const status = sync.expired ? 'expired' : sync.status
  return new DomainError('conflict', `The sync is not open any more: it is ${status}. Nothing changed.`)
}
