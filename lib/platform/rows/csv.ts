import { DomainError } from '@/lib/platform/errors'
import { malformed, rowMaxBytes } from './blocks'
import { readLines } from './lines'

/** The cells of one record, and the line it starts on. */
export type CsvRow = { line: number; cells: string[] }

/**
 * `text/csv` after RFC 4180: commas, quotes doubled within quotes, line feeds within quotes, CR LF or LF. The first record is the header;
 * every later one has as many cells. Space belongs to a cell, save in the header. Empty lines are skipped.
 */
export async function* readCsv(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ header: string[]; rows: CsvRow[] }> {
  let header: string[] | undefined
  for await (const records of readRecords(stream)) {
    let rows = records
    if (header === undefined) {
      header = readHeader(rows[0])
      rows = rows.slice(1)
    }
    const width = header.length
    for (const { line, cells } of rows) {
      if (cells.length !== width)
        throw malformed(line, `${cells.length} cells where the header has ${width}.`)
    }
    yield { header, rows }
  }
  if (header === undefined) throw new DomainError('invalid', 'Line 1: the header is missing.')
}

function readHeader(first: CsvRow | undefined): string[] {
  const header = (first?.cells ?? []).map((cell) => cell.trim())
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined)
    throw malformed(first?.line ?? 1, `two columns are called ${JSON.stringify(twice)}.`)
  return header
}

async function* readRecords(stream: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow[]> {
  const reader = new RecordReader()
  for await (const { first, lines } of readLines(stream)) {
    const rows: CsvRow[] = []
    for (let i = 0; i < lines.length; i++) {
      const row = reader.read(lines[i] ?? '', first + i)
      if (row !== undefined) rows.push(row)
    }
    if (rows.length > 0) yield rows
  }
  reader.end()
}

class RecordReader {
  /** A record that a line feed within quotes has left unfinished. */
  #open: { line: number; text: string } | undefined

  /** The record that this line finishes, if it finishes one. */
  read(text: string, line: number): CsvRow | undefined {
    if (this.#open) return this.#continue(this.#open, text)
    if (text === '' || text === '\r') return undefined
    const cells = splitRecord(text, line)
    if (cells === undefined) this.#open = { line, text }
    return cells && { line, cells }
  }

  end(): void {
    if (this.#open) throw malformed(this.#open.line, 'a quote is not closed.')
  }

  #continue(open: { line: number; text: string }, text: string): CsvRow | undefined {
    open.text += `\n${text}`
    if (open.text.length > rowMaxBytes)
      throw malformed(open.line, `longer than ${rowMaxBytes} bytes, or a quote is not closed.`)
    // Only an odd number of quotes can lead out of a quoted cell: the record isn't read anew for every line of it.
    if (countQuotes(text) % 2 === 0) return undefined
    this.#open = undefined
    const cells = splitRecord(open.text, open.line)
    if (cells === undefined) throw malformed(open.line, 'a quote is not closed.')
    return { line: open.line, cells }
  }
}

function countQuotes(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++
  return count
}

/** undefined when a quoted cell does not end in `text`. */
function splitRecord(text: string, line: number): string[] | undefined {
  const length = endOfRecord(text)
  if (!text.includes('"')) return text.slice(0, length).split(',')
  const cells: string[] = []
  for (let at = 0; at <= length; ) {
    const cell = text[at] === '"' ? quotedCell(text, at, line) : plainCell(text, at, line)
    if (cell === undefined) return undefined
    cells.push(cell.value)
    at = cell.end + 1
  }
  return cells
}

type Cell = { value: string; end: number }

function plainCell(text: string, at: number, line: number): Cell {
  const comma = text.indexOf(',', at)
  const end = comma === -1 ? endOfRecord(text) : comma
  const value = text.slice(at, end)
  if (value.includes('"')) throw malformed(line, 'a quote within a cell that does not start with one.')
  return { value, end }
}

/** undefined when the closing quote is not in `text`. */
function quotedCell(text: string, at: number, line: number): Cell | undefined {
  let close = text.indexOf('"', at + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return undefined
  const end = close + 1
  if (end !== endOfRecord(text) && text[end] !== ',')
    throw malformed(line, 'something follows a closing quote.')
  return { value: text.slice(at + 1, close).replaceAll('""', '"'), end }
}

function endOfRecord(text: string): number {
  return text.endsWith('\r') ? text.length - 1 : text.length
}
