import { attachment, byteOrderMark, csvRow } from '@/lib/format/csv'
import { reportBug } from '@/lib/platform/log'
import { toStream } from './body'
import { mediaTypes } from './media'

/** Many small chunks made a response fourteen times slower than these. */
const chunkBytes = 64 * 1024

/** Texts as bytes in chunks of 64 KB, the first at once, so that the receiver sees that something comes. */
export async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let pending = ''
  let first = true
  for await (const text of texts) {
    pending += text
    if (!first && pending.length < chunkBytes) continue
    first = false
    yield encoder.encode(pending)
    pending = ''
  }
  if (pending !== '') yield encoder.encode(pending)
}

type Cell = string | number | boolean | null

/** Rows of a table, in batches as they come from the database. */
export type RowBatches<Row> = AsyncIterable<readonly Row[]>

type RowsAnswer<Row> = {
  /** Of the file, without its ending: the name of the list. */
  name: string
  batches: RowBatches<Row>
  csv: { header: readonly string[]; cells: (row: Row) => readonly Cell[]; byteOrderMark: boolean }
}

/**
 * All rows as one answer of any size: pulled by the reader, so that a slow one slows the database, and given up when
 * the reader leaves. A failure on the way cuts the answer off, so that nobody takes half for whole.
 */
export function rowsResponse<Row>(format: 'csv' | 'ndjson', answer: RowsAnswer<Row>): Response {
  const texts = format === 'csv' ? csvTexts(answer) : ndjsonTexts(answer.batches)
  return new Response(toStream(reported(inChunks(texts))), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8; header=present' : mediaTypes.ndjson,
      'content-disposition': attachment(answer.name, format),
      'cache-control': 'no-store',
      // Proxies that collect an answer before passing it on would hold all of it.
      'x-accel-buffering': 'no',
    },
  })
}

async function* csvTexts<Row>({ batches, csv }: RowsAnswer<Row>): AsyncGenerator<string> {
  yield (csv.byteOrderMark ? byteOrderMark : '') + csvRow(csv.header)
  for await (const batch of batches) yield batch.map((row) => csvRow(csv.cells(row))).join('')
}

async function* ndjsonTexts<Row>(batches: RowBatches<Row>): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map((row) => `${JSON.stringify(row)}\n`).join('')
}

async function* reported(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    reportBug(error)
    throw error
  }
}
