import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { inConnection } from '@/lib/platform/pool'
import { malformed } from '@/lib/platform/rows/blocks'
import { mediaType } from '@/lib/platform/rows/media-type'
import { parseRecords, type RecordRow } from '@/lib/platform/rows/records'
import { loadDefinitions } from '../definitions.sql'
import { erasedReason, type ImportedCounts, importRows } from '../importing/import-rows'
import type { ImportedRow } from '../importing/stage'
import { sourceOf } from '../rules/consent-source'
import { type Definitions, findProperty } from '../rules/contact'
import { isOwnField, readImportRow } from '../rules/import-row'
import type { ImportResult } from '../schema'

/** Rejected rows that are answered; `rejected` counts them all. */
const rejectionsMax = 1_000
const shownMax = 100

/** How far a body has been read; changes while it is. */
type Reading = Pick<ImportResult, 'received' | 'rejected' | 'rejections'>

/**
 * Creates and updates contacts from a body of any size, in one transaction and constant memory. A row that is not valid is
 * rejected with its reason and keeps nobody else out; of two rows with one id the last counts; what a row leaves out stays as it is.
 * A body that can't be read changes nothing.
 * @throws DomainError invalid (naming the line), unsupported_media, conflict (a property has gone meanwhile), forbidden
 */
export async function importContacts(
  ctx: Context,
  stream: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<ImportResult> {
  requireScope(ctx.actor, 'contacts:write')
  const rows = parseRecords(stream, contentType)
  const definitions = await loadDefinitions(ctx.db, ctx.actor.accountId)
  const reading: Reading = { received: 0, rejected: 0, rejections: [] }
  const hasColumns = mediaType(contentType) === 'text/csv'
  const batches = read(rows, { definitions, reading, now: ctx.now(), hasColumns })
  const counts = await inConnection((connection) =>
    importRows(
      connection,
      ctx,
      { definitions, batches },
      {
        byEmail: false,
        leaveKnown: false,
        suppress: false,
        consents: { source: sourceOf(ctx.actor), proof: null, regrant: true },
        named: false,
        erasedMax: rejectionsMax,
      },
    ),
  )
  return resultOf(reading, counts)
}

type Reader = { definitions: Definitions; reading: Reading; now: Date; hasColumns: boolean }

/** Checks rows and passes the good ones on. */
async function* read(batches: AsyncIterable<RecordRow[]>, reader: Reader): AsyncGenerator<ImportedRow[]> {
  const { definitions, reading } = reader
  for await (const batch of batches) {
    if (reading.received === 0 && reader.hasColumns) checkColumns(definitions, batch[0])
    yield batch.flatMap((row) => readRow(reader, row))
    reading.received += batch.length
  }
}

/** A column that nobody knows would reject every row of the body. */
function checkColumns(definitions: Definitions, first: RecordRow | undefined): void {
  for (const name of Object.keys(first?.record ?? {})) {
    if (!isOwnField(name) && !findProperty(definitions, name))
      throw malformed(1, `there is no property ${JSON.stringify(name)}.`)
  }
}

function readRow({ definitions, reading, now }: Reader, { line, record }: RecordRow): ImportedRow | [] {
  const row = readImportRow(definitions, record, now)
  if ('change' in row) return { line, ...row }
  reading.rejected++
  if (reading.rejections.length < rejectionsMax) {
    const value = row.externalId.slice(0, shownMax).toWellFormed()
    reading.rejections.push({ line, value, reason: row.problem })
  }
  return []
}

function resultOf(
  { received, rejected, rejections }: Reading,
  { duplicates, created, updated, unchanged, erased, erasedRows }: ImportedCounts,
): ImportResult {
  const all = [...rejections, ...erasedRows.map((row) => ({ ...row, reason: erasedReason }))]
  return {
    received,
    duplicates,
    created,
    updated,
    unchanged,
    rejected: rejected + erased,
    rejections: all.sort((a, b) => a.line - b.line).slice(0, rejectionsMax),
  }
}
