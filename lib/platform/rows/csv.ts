import { DomainError } from '@/lib/platform/errors'
import { malformed, rowMaxBytes } from './blocks'
import { readLines } from './lines'

/** The cells of one record, and the line it starts on. */
export type CsvRow = { line: number; cells: string[] }

/** A record that may not be one: then its text is its only cell, and `problem` says why. */
export type LooseCsvRow = CsvRow & { problem?: string }

type Dialect = { separator: string; loose: boolean }

/**
 * `text/csv` after RFC 4180: commas, quotes doubled within quotes, line feeds within quotes, CR LF or LF. The first record is the header;
 * every later one has as many cells. Space belongs to a cell, save in the header. Empty lines are skipped.
 */
export async function* readCsv(
  stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ header: string[]; rows: CsvRow[] }> {
  let header: string[] | undefined
  for await (const records of readRecords(stream, { separator: ',', loose: false })) {
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

/**
 * The same for files of people: another separator, quotes within a cell that does not start with one, and records of any width.
 * A record that can't be taken apart is told as such; a quote that is never closed ends it all, because nobody knows where.
 */
export function readLooseCsv(
  stream: AsyncIterable<Uint8Array>,
  separator: string,
): AsyncGenerator<LooseCsvRow[]> {
  return readRecords(stream, { separator, loose: true })
}

function readHeader(first: CsvRow | undefined): string[] {
  const header = (first?.cells ?? []).map((cell) => cell.trim())
  const twice = header.find((name, i) => header.indexOf(name) !== i)
  if (twice !== undefined)
    throw malformed(first?.line ?? 1, `two columns are called ${JSON.stringify(twice)}.`)
  return header
}

async function* readRecords(
  stream: AsyncIterable<Uint8Array>,
  dialect: Dialect,
): AsyncGenerator<LooseCsvRow[]> {
  const reader = new RecordReader(dialect)
  for await (const { first, lines } of readLines(stream)) {
    const rows: LooseCsvRow[] = []
    for (let i = 0; i < lines.length; i++) {
      const row = reader.read(lines[i] ?? '', first + i)
      if (row !== undefined) rows.push(row)
    }
    if (rows.length > 0) yield rows
  }
  reader.end()
}

class RecordReader {
  readonly #dialect: Dialect
  /** A record that a line feed within quotes has left unfinished. */
  #open: { line: number; text: string } | undefined

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  /** The record that this line finishes, if it finishes one. */
  read(text: string, line: number): LooseCsvRow | undefined {
    if (this.#open) return this.#continue(this.#open, text)
    if (text === '' || text === '\r') return undefined
    const row = this.#split(text, line)
    if (row === undefined) this.#open = { line, text }
    return row
  }

  end(): void {
    if (this.#open) throw malformed(this.#open.line, 'a quote is not closed.')
  }

  #continue(open: { line: number; text: string }, text: string): LooseCsvRow | undefined {
    open.text += `\n${text}`
    if (open.text.length > rowMaxBytes)
      throw malformed(open.line, `longer than ${rowMaxBytes} bytes, or a quote is not closed.`)
    // Only an odd number of quotes can lead out of a quoted cell: the record isn't read anew for every line of it.
    if (countQuotes(text) % 2 === 0) return undefined
    this.#open = undefined
    const row = this.#split(open.text, open.line)
    if (row === undefined) throw malformed(open.line, 'a quote is not closed.')
    return row
  }

  #split(text: string, line: number): LooseCsvRow | undefined {
    try {
      const cells = splitRecord(text, line, this.#dialect)
      return cells && { line, cells }
    } catch (error) {
      if (!this.#dialect.loose || !(error instanceof DomainError)) throw error
      const problem = error.message.replace(/^Line \d+: /, '')
      return { line, cells: [text.slice(0, endOfRecord(text))], problem }
    }
  }
}

function countQuotes(text: string): number {
  let count = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++
  return count
}

/** undefined when a quoted cell does not end in `text`. */
function splitRecord(text: string, line: number, dialect: Dialect): string[] | undefined {
  const length = endOfRecord(text)
  if (!text.includes('"')) return text.slice(0, length).split(dialect.separator)
  const cells: string[] = []
  for (let at = 0; at <= length; ) {
    const cell = text[at] === '"' ? quotedCell(text, at, line, dialect) : plainCell(text, at, line, dialect)
    if (cell === undefined) return undefined
    cells.push(cell.value)
    at = cell.end + 1
  }
  return cells
}

type Cell = { value: string; end: number }

function plainCell(text: string, at: number, line: number, { separator, loose }: Dialect): Cell {
  const next = text.indexOf(separator, at)
  const end = next === -1 ? endOfRecord(text) : next
  const value = text.slice(at, end)
  if (!loose && value.includes('"'))
    throw malformed(line, 'a quote within a cell that does not start with one.')
  return { value, end }
}

/** undefined when the closing quote is not in `text`. */
function quotedCell(text: string, at: number, line: number, { separator }: Dialect): Cell | undefined {
  let close = text.indexOf('"', at + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close === -1) return undefined
  const end = close + 1
  if (end !== endOfRecord(text) && text[end] !== separator)
    throw malformed(line, 'something follows a closing quote.')
  return { value: text.slice(at + 1, close).replaceAll('""', '"'), end }
}

function endOfRecord(text: string): number {
  return text.endsWith('\r') ? text.length - 1 : text.length
}
