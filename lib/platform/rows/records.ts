import { malformed } from './blocks'
import { readCsv } from './csv'
import { readJsonArray } from './json-array'
import { mediaType, unsupportedMedia } from './media-type'
import { readNdjson, type ValueRow } from './ndjson'

/** One object of a body, and the line it starts on (in a JSON array its position, from 1). */
export type RecordRow = { line: number; record: Record<string, unknown> }

export const recordMediaTypes = ['application/x-ndjson', 'application/json', 'text/csv'] as const

/**
 * Reads objects from a body as a stream, in constant memory, many at a time; of CSV, a string for each column of the header.
 * A body that can't be read throws `invalid` and names the line; another media type throws `unsupported_media`.
 */
export function parseRecords(
  stream: AsyncIterable<Uint8Array>,
  contentType: string,
): AsyncIterable<RecordRow[]> {
  switch (mediaType(contentType)) {
    case 'application/x-ndjson':
      return fromValues(readNdjson(stream), 'Line')
    case 'application/json':
      return fromValues(readJsonArray(stream), 'Row')
    case 'text/csv':
      return fromCsv(stream)
    default:
      throw unsupportedMedia(contentType, recordMediaTypes)
  }
}

async function* fromValues(
  batches: AsyncIterable<ValueRow[]>,
  unit: 'Line' | 'Row',
): AsyncGenerator<RecordRow[]> {
  for await (const batch of batches) {
    yield batch.map(({ line, value }) => {
      if (!isRecord(value)) throw malformed(line, 'not an object.', unit)
      return { line, record: value }
    })
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function* fromCsv(stream: AsyncIterable<Uint8Array>): AsyncGenerator<RecordRow[]> {
  for await (const { header, rows } of readCsv(stream)) {
    // fromEntries defines, where assigning would let a column called __proto__ do harm.
    yield rows.map(({ line, cells }) => ({
      line,
      record: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])),
    }))
  }
}
