import { malformed } from './blocks'
import { readLines } from './lines'

/** A JSON value and where it stood: its line, or in a JSON array its position, from 1. */
export type ValueRow = { line: number; value: unknown }

/** `application/x-ndjson`: a JSON value a line; empty lines are skipped. */
export async function* readNdjson(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ValueRow[]> {
  for await (const { first, lines } of readLines(stream)) {
    const rows: ValueRow[] = []
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i] ?? ''
      if (isBlank(text)) continue
      rows.push({ line: first + i, value: parse(text, first + i) })
    }
    if (rows.length > 0) yield rows
  }
}

function isBlank(text: string): boolean {
  return text === '' || text === '\r' || text.trim() === ''
}

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(line, 'not a JSON value.')
  }
}
