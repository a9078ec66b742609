import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { requireAudience } from '@/lib/audiences/queries/audiences'
import { withoutErased } from '@/lib/contacts/queries/without-erased'
import { copyOut } from '@/lib/platform/copy-out'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import {
  exportChangesSql,
  exportRejectionsSql,
  type SyncRowOfHistory,
  selectChanges,
  selectHeld,
  selectParts,
  selectRejectedInParts,
  selectRejections,
  selectSync,
  selectSyncs,
} from '../history.sql'
import type {
  SyncChange,
  SyncDetail,
  SyncEntry,
  SyncMode,
  SyncPart,
  SyncRejection,
  SyncStatus,
} from '../schema'

function toSync(row: SyncRowOfHistory): SyncEntry {
  const self = `/api/v1/syncs/${row.id}`
  return {
    id: row.id,
    audienceId: row.audience_external_id,
    audienceName: row.audience_name,
    listId: row.audience_id,
    mode: row.mode,
    status: row.status,
    dryRun: row.dry_run,
    received: row.received,
    duplicates: row.duplicates,
    unknown: row.unknown,
    created: row.created,
    added: row.added,
    removed: row.removed,
    unchanged: row.unchanged,
    rejections: row.rejection_count,
    membersBefore: row.members_before,
    membersAfter: row.members_after,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    durationMs: row.finished_at ? row.finished_at.getTime() - row.started_at.getTime() : null,
    credential: row.credential_name,
    user: row.user_name,
    maxRemovals: row.max_removals,
    force: row.force,
    parts: row.parts,
    expiresAt: row.expires_at?.toISOString() ?? null,
    undoes: row.undoes_sync_id,
    undoneBy: row.undone_by,
    supersededBy: row.superseded_by,
    problem: row.problem,
    links: {
      self,
      audience: `/api/v1/audiences/${encodeURIComponent(row.audience_external_id)}`,
      changes: `${self}/changes`,
      rejections: `${self}/rejections`,
      ...(row.status === 'open' && { parts: `${self}/parts`, commit: `${self}/commit` }),
      ...(row.status === 'held' && { approve: `${self}/approve`, reject: `${self}/reject` }),
      ...(row.is_latest && { undo: `${self}/undo` }),
    },
  }
}

const idMax = 2n ** 63n - 1n

/** Undefined when no sync can have it. */
export function syncIdOf(text: string): bigint | undefined {
  const id = /^\d{1,19}$/.test(text) ? BigInt(text) : undefined
  return id !== undefined && id <= idMax ? id : undefined
}

export function syncNotFound(syncId: string): DomainError {
  return new DomainError('not_found', `There is no sync ${JSON.stringify(syncId)}.`, {
    details: { kind: 'sync' },
  })
}

async function requireSync(ctx: Context, syncId: string): Promise<SyncRowOfHistory> {
  requireScope(ctx.actor, 'audiences:read')
  const id = syncIdOf(syncId)
  const row = id === undefined ? undefined : await selectSync(ctx.db, ctx.actor.accountId, id)
  if (row) return row
  throw syncNotFound(syncId)
}

/** A sync, while it runs and ever after. */
export async function getSync(ctx: Context, syncId: string): Promise<SyncEntry & SyncDetail> {
  const sync = toSync(await requireSync(ctx, syncId))
  const held =
    sync.status === 'held' ? await selectHeld(ctx.db, ctx.actor.accountId, BigInt(sync.id)) : undefined
  return {
    ...sync,
    held: held ? { membersNow: held.members_now, moved: held.moved, sample: held.sample } : null,
  }
}

/** The parts that an open sync has received. */
export async function listParts(ctx: Context, syncId: string, page: PageRequest): Promise<Page<SyncPart>> {
  const sync = await requireSync(ctx, syncId)
  const found = pageOf(await selectParts(ctx.db, ctx.actor.accountId, BigInt(sync.id), page), page)
  return {
    ...found,
    rows: found.rows.map((row) => ({
      part: row.part,
      rows: row.rows,
      receivedAt: row.received_at.toISOString(),
    })),
  }
}

export type SyncQuery = {
  audienceId?: string | undefined
  statuses?: SyncStatus[] | undefined
  mode?: SyncMode | undefined
}

/** Syncs, the latest first: of one audience, or of all. */
export async function listSyncs(ctx: Context, query: SyncQuery, page: PageRequest): Promise<Page<SyncEntry>> {
  requireScope(ctx.actor, 'audiences:read')
  const audience = query.audienceId === undefined ? undefined : await requireAudience(ctx, query.audienceId)
  const filter = {
    audienceId: audience?.id,
    statuses: query.statuses,
    mode: query.mode,
    direction: 'desc' as const,
  }
  const found = pageOf(await selectSyncs(ctx.db, ctx.actor.accountId, filter, page), page)
  return { ...found, rows: found.rows.map(toSync) }
}

/** Who joined and who left. Empty for a sync that was not applied: a dry run, or one that failed. */
export async function listChanges(
  ctx: Context,
  syncId: string,
  page: PageRequest,
): Promise<Page<SyncChange>> {
  requireScope(ctx.actor, 'contacts:read')
  const sync = await requireSync(ctx, syncId)
  if (sync.revision === null) return { rows: [], next: null, previous: null }
  const of = { audienceId: sync.audience_id, revision: sync.revision }
  const found = pageOf(await selectChanges(ctx.db, ctx.actor.accountId, of, page), page)
  return {
    ...found,
    rows: found.rows.map(({ change, external_id, email }) => ({ change, externalId: external_id, email })),
  }
}

/** Rows that were not used and why: the first 50,000 of them. */
export async function listRejections(
  ctx: Context,
  syncId: string,
  page: PageRequest,
): Promise<Page<SyncRejection>> {
  const sync = await requireSync(ctx, syncId)
  const rows = await selectRejections(ctx.db, ctx.actor.accountId, BigInt(sync.id), page)
  const found = pageOf(rows, page)
  return {
    ...found,
    rows: found.rows.map(({ part, line, value, reason }) => ({ part, line, value, reason })),
  }
}

/** Whether rejections came in parts beyond the first: a line alone then does not say where one stands. */
export async function hasRejectionsInParts(ctx: Context, syncId: string): Promise<boolean> {
  const sync = await requireSync(ctx, syncId)
  return selectRejectedInParts(ctx.db, ctx.actor.accountId, BigInt(sync.id))
}

/** All changes of a sync as a stream. */
export async function exportChanges(
  ctx: Context,
  syncId: string,
  format: 'csv' | 'json-lines',
): Promise<AsyncGenerator<Buffer>> {
  requireScope(ctx.actor, 'contacts:read')
  const sync = await requireSync(ctx, syncId)
  // Revision 0 is before the first sync: a sync that was not applied has no changes.
  const of = { audienceId: sync.audience_id, revision: sync.revision ?? 0 }
  const rows = copyOut(exportChangesSql(format, ctx.actor.accountId, of), format)
  return withoutErased(ctx, rows, { format, idAt: 1 })
}

/** All kept rejections of a sync as a stream. */
export async function exportRejections(
  ctx: Context,
  syncId: string,
  format: 'csv' | 'json-lines',
): Promise<AsyncGenerator<Buffer>> {
  const sync = await requireSync(ctx, syncId)
  return copyOut(exportRejectionsSql(format, ctx.actor.accountId, BigInt(sync.id)), format)
}
