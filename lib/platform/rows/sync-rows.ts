import { malformed } from './blocks'
import { readCsv } from './csv'
import { readJsonArray } from './json-array'
import { mediaType, unsupportedMedia } from './media-type'
import { readNdjson, type ValueRow } from './ndjson'
import { readPlainText } from './plain-text'

/** One row of a sync's body. `id` is as it was sent: it may be empty or too long, which is for the sync to reject. */
export type SyncRow = { line: number; id: string; email?: string; op?: 'add' | 'remove' }

export const syncMediaTypes = ['application/x-ndjson', 'application/json', 'text/csv', 'text/plain'] as const

/**
 * Reads the body of a sync as a stream, in constant memory, many rows at a time. `line` counts lines from 1, in a JSON array its
 * elements. A body that can't be read throws `invalid` and names the line; another media type throws `unsupported_media`.
 */
export function parseSyncRows(
  stream: AsyncIterable<Uint8Array>,
  contentType: string,
): AsyncIterable<SyncRow[]> {
  switch (mediaType(contentType)) {
    case 'application/x-ndjson':
      return fromValues(readNdjson(stream), 'Line')
    case 'application/json':
      return fromValues(readJsonArray(stream), 'Row')
    case 'text/csv':
      return fromCsv(stream)
    case 'text/plain':
      return fromText(stream)
    default:
      throw unsupportedMedia(contentType, syncMediaTypes)
  }
}

type Unit = 'Line' | 'Row'

async function* fromText(stream: AsyncIterable<Uint8Array>): AsyncGenerator<SyncRow[]> {
  for await (const rows of readPlainText(stream)) yield rows.map(({ line, text }) => ({ line, id: text }))
}

async function* fromValues(batches: AsyncIterable<ValueRow[]>, unit: Unit): AsyncGenerator<SyncRow[]> {
  for await (const batch of batches) yield batch.map(({ line, value }) => rowOf(value, line, unit))
}

function rowOf(value: unknown, line: number, unit: Unit): SyncRow {
  if (typeof value !== 'object' || value === null) return { line, id: idOf(value, line, unit) }
  if (!Object.hasOwn(value, 'id')) throw malformed(line, 'has no "id".', unit)
  const row: SyncRow = { line, id: '' }
  for (const [key, field] of Object.entries(value)) {
    if (key === 'id') row.id = idOf(field, line, unit)
    else if (key === 'email') setEmail(row, field, unit)
    else if (key === 'op') setOp(row, field, unit)
    else throw malformed(line, `unknown key ${JSON.stringify(key)}; a row has id, email and op.`, unit)
  }
  return row
}

function idOf(value: unknown, line: number, unit: Unit): string {
  if (typeof value === 'string') return plain(value, line, unit)
  // Many systems count their customers; beyond 2^53 the number that arrives may not be the one that was sent.
  if (Number.isSafeInteger(value)) return String(value)
  throw malformed(line, 'an id is a string or a whole number up to 2^53.', unit)
}

function setEmail(row: SyncRow, value: unknown, unit: Unit): void {
  if (value === null || value === '') return
  if (typeof value !== 'string') throw malformed(row.line, 'an email is a string.', unit)
  row.email = plain(value, row.line, unit)
}

function setOp(row: SyncRow, value: unknown, unit: Unit): void {
  if (value === null || value === '') return
  if (value !== 'add' && value !== 'remove') throw malformed(row.line, 'op is "add" or "remove".', unit)
  row.op = value
}

const loneSurrogate = /\p{Surrogate}/u

/** What an escape in JSON can smuggle past the check of the bytes. */
function plain(text: string, line: number, unit: Unit): string {
  if (text.includes('\0')) throw malformed(line, 'holds a NUL character.', unit)
  if (loneSurrogate.test(text)) throw malformed(line, 'holds half of a surrogate pair.', unit)
  return text
}

const columns = ['id', 'email', 'op']

async function* fromCsv(stream: AsyncIterable<Uint8Array>): AsyncGenerator<SyncRow[]> {
  for await (const { header, rows } of readCsv(stream)) {
    const [id, email, op] = columnsOf(header)
    yield rows.map(({ line, cells }) => {
      const row: SyncRow = { line, id: cells[id] ?? '' }
      if (email !== -1) setEmail(row, cells[email], 'Line')
      if (op !== -1) setOp(row, cells[op], 'Line')
      return row
    })
  }
}

function columnsOf(header: string[]): [id: number, email: number, op: number] {
  const names = header.map((name) => name.toLowerCase())
  if (!names.includes('id'))
    throw malformed(1, 'the header needs a column "id"; columns are separated by commas.')
  const unknown = header.find((name) => !columns.includes(name.toLowerCase()))
  if (unknown !== undefined)
    throw malformed(1, `unknown column ${JSON.stringify(unknown)}; a row has id, email and op.`)
  return [names.indexOf('id'), names.indexOf('email'), names.indexOf('op')]
}
