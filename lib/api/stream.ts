import { attachment } from '@/lib/format/file-name'
import { reportBug } from '@/lib/platform/log'
import { toStream } from './body'
import type { Format } from './media'

export type RowFormat = Exclude<Format, 'json'>

type Rows = {
  /** Of the file, without its ending: the name of the list. */
  name: string
  /** In chunks worth sending: many small ones made an answer fourteen times slower than ones of 64 KB. */
  chunks: AsyncGenerator<Uint8Array>
  /** Makes spreadsheets read CSV as UTF-8. */
  bom?: boolean
}

const kinds: Record<RowFormat, { type: string; extension: string }> = {
  csv: { type: 'text/csv; charset=utf-8; header=present', extension: 'csv' },
  'json-lines': { type: 'application/x-ndjson', extension: 'ndjson' },
}

/**
 * All rows as one answer of any size: pulled by the reader, so that a slow one slows the database, and given up when
 * the reader leaves. A failure on the way cuts the answer off, so that nobody takes half for whole.
 */
export function rowsResponse(format: RowFormat, { name, chunks, bom = false }: Rows): Response {
  const { type, extension } = kinds[format]
  return new Response(toStream(reported(bom && format === 'csv' ? withByteOrderMark(chunks) : chunks)), {
    headers: {
      'content-type': type,
      'content-disposition': attachment(name, extension),
      'cache-control': 'no-store',
      // Proxies that collect an answer before passing it on would hold all of it.
      'x-accel-buffering': 'no',
    },
  })
}

async function* withByteOrderMark(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('\ufeff')
  yield* chunks
}

async function* reported(chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    reportBug(error)
    throw error
  }
}
