import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { requireAudience } from '@/lib/audiences/queries/audiences'
import { inConnection, pool } from '@/lib/platform/pool'
import { parseSyncRows } from '@/lib/platform/rows/sync-rows'
import { apply } from '../engine/apply'
import { giveRoom } from '../engine/apply.sql'
import { noteFailure } from '../engine/failure'
import { insertSync } from '../engine/record.sql'
import { beginRun, withPulse } from '../engine/run'
import { stage } from '../engine/stage'
import { learnMembers } from '../engine/statistics.sql'
import { credentialOf } from '../engine/turn'
import { getSync } from '../queries/syncs'
import type { SyncDetail, SyncOptions } from '../schema'

export type SyncBody = { stream: AsyncIterable<Uint8Array>; contentType: string }

/**
 * Applies one body to an audience: all of it or nothing. The sync is noted before the body is read, so that whatever
 * happens is in the history; a refused or interrupted one stands there as failed, with its reason. One that removes more
 * than the guard lets through is `held`: nothing changes until somebody decides.
 * @throws DomainError invalid (the body, with its line), unprocessable (unknown contacts under `unknown=reject`, or none known
 *   in mode replace), unsupported_media, busy, not_found, product, forbidden; details.syncId names the failed sync
 */
export async function runSync(
  ctx: Context,
  audienceId: string,
  options: SyncOptions,
  body: SyncBody,
): Promise<SyncDetail> {
  const rows = parseSyncRows(body.stream, body.contentType)
  const syncId = await beginSync(ctx, audienceId, options, 'receiving')
  const run = beginRun({ ctx, audienceId, options, syncId, credentialId: credentialOf(ctx.actor) })
  try {
    await withPulse(run, () =>
      inConnection(async (connection) => {
        await giveRoom(connection)
        await stage(connection, options.mode, rows, run)
        await apply(connection, run)
      }),
    )
  } catch (error) {
    throw await noteFailure(run, error)
  }
  await learnMembers(run)
  return getSync(ctx, syncId)
}

/** Notes a sync of an audience that exists, with what its sender may ask for. */
export async function beginSync(
  ctx: Context,
  audienceId: string,
  options: SyncOptions,
  status: 'receiving' | 'open',
): Promise<string> {
  requireScope(ctx.actor, 'audiences:write')
  if (options.force) requireScope(ctx.actor, 'audiences:force')
  const audience = await requireAudience(ctx, audienceId)
  return insertSync(pool(), ctx.actor, status, { ...options, audienceId: audience.id })
}
