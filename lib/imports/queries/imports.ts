import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { type ImportRow, selectChunkNumbers, selectImport, selectImports } from '../import.sql'
import type { Import, ImportDetail } from '../schema'

function toImport(row: ImportRow): Import {
  return {
    id: row.id,
    status: row.status,
    fileName: row.file_name,
    fileBytes: row.file_bytes,
    bytesRead: row.bytes_read,
    counts: {
      received: row.received,
      duplicates: row.duplicates,
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      rejected: row.rejected,
      granted: row.granted,
      withdrawn: row.withdrawn,
      listed: row.listed,
      suppressed: row.suppressed,
    },
    list: row.list_id === null ? null : { id: row.list_id, name: row.list_name ?? '' },
    problem: row.problem,
    user: row.user_name,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}

const idMax = 2n ** 63n - 1n

/** @throws DomainError not_found when no import can have it */
export function importIdOf(text: string): bigint {
  const id = /^\d{1,19}$/.test(text) ? BigInt(text) : undefined
  if (id === undefined || id > idMax) throw importNotFound()
  return id
}

export function importNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such import.', { details: { kind: 'import' } })
}

/** An import with its settings. @throws DomainError not_found, forbidden */
export async function getImport(ctx: Context, importId: string): Promise<ImportDetail> {
  requireScope(ctx.actor, 'contacts:write')
  const row = await selectImport(ctx.db, ctx.actor.accountId, importIdOf(importId))
  if (!row) throw importNotFound()
  return { ...toImport(row), settings: row.settings }
}

/** Imports, the latest first. */
export async function listImports(ctx: Context, page: PageRequest): Promise<Page<Import>> {
  requireScope(ctx.actor, 'contacts:write')
  const found = pageOf(await selectImports(ctx.db, ctx.actor.accountId, page), page)
  return { ...found, rows: found.rows.map(toImport) }
}

/** Which pieces of its file are here, so that an upload that broke off goes on. */
export async function listChunks(ctx: Context, importId: string): Promise<number[]> {
  const { id } = await getImport(ctx, importId)
  return selectChunkNumbers(ctx.db, ctx.actor.accountId, BigInt(id))
}
