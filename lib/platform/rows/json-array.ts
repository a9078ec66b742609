import { Buffer } from 'node:buffer'
import { DomainError } from '@/lib/platform/errors'
import {
  decode,
  malformed,
  readBlocks,
  rowMaxBytes,
  validLength,
  wholeLength,
  withoutByteOrderMark,
} from './blocks'
import type { ValueRow } from './ndjson'

/**
 * `application/json`: an array, or an object whose only key is `contacts` and holds one. Rows are numbered by their position in
 * the array. The array is never held as a whole: it is cut at commas between elements, and JSON.parse reads the pieces. A piece
 * can't be read wrongly: `[a,b]` is JSON exactly when `[a]` and `[b]` are, neither being empty.
 */
export async function* readJsonArray(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ValueRow[]> {
  const array = new ArrayReader()
  for await (const text of readText(stream, () => array.position)) {
    const rows = array.read(text)
    if (rows.length > 0) yield rows
  }
  array.end()
}

async function* readText(stream: AsyncIterable<Uint8Array>, position: () => number): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  let started = false
  for await (const block of readBlocks(stream)) {
    const bytes = started ? Buffer.concat([rest, block]) : withoutByteOrderMark(block)
    started = true
    const end = wholeLength(bytes)
    rest = bytes.subarray(end)
    yield* decodeOrRefuse(bytes.subarray(0, end), position)
  }
  if (rest.length > 0) throw malformed(position(), 'not UTF-8.', 'Row')
}

function* decodeOrRefuse(bytes: Buffer, position: () => number): Generator<string> {
  const text = decode(bytes)
  if (text !== undefined) return yield text
  // What stands before the fault is still read, so that the fault's row is known.
  yield bytes.toString('utf8', 0, validLength(bytes))
  throw malformed(position(), 'not UTF-8.', 'Row')
}

const opening = /^[ \t\r\n]*(?:\[|(\{)[ \t\r\n]*"contacts"[ \t\r\n]*:[ \t\r\n]*\[)/
const blank = /^[ \t\r\n]*$/

class ArrayReader {
  /** The number of the element that is being read. */
  position = 1
  #text = ''
  #phase: 'before' | 'inside' | 'after' = 'before'
  #wrapped = false
  /** Where scanning goes on; what stands before it in #text is the beginning of one element. */
  #scanned = 0
  #depth = 1

  read(text: string): ValueRow[] {
    this.#text += text
    if (this.#phase === 'before') this.#open()
    return this.#phase === 'inside' ? this.#take() : []
  }

  end(): void {
    if (this.#phase === 'before') throw notAnArray()
    if (this.#phase === 'inside') throw malformed(this.position, 'the array does not end.', 'Row')
    const wanted = this.#wrapped ? /^[ \t\r\n]*\}[ \t\r\n]*$/ : blank
    if (!wanted.test(this.#text)) throw new DomainError('invalid', 'Something follows the end of the array.')
  }

  #open(): void {
    const match = opening.exec(this.#text)
    if (!match) throw notAnArray()
    this.#wrapped = match[1] !== undefined
    this.#text = this.#text.slice(match[0].length)
    this.#phase = 'inside'
  }

  #take(): ValueRow[] {
    const { commas, close, scanned, depth } = scan(this.#text, this.#scanned, this.#depth)
    const end = close === -1 ? (commas.at(-1) ?? -1) : close
    if (end === -1) {
      this.#scanned = scanned
      this.#depth = depth
      if (this.#text.length > rowMaxBytes) throw tooLong(this.position)
      return []
    }
    const rows = this.#parse(this.#text.slice(0, end), close !== -1)
    this.#text = this.#text.slice(end + 1)
    this.#scanned = Math.max(0, scanned - end - 1)
    this.#depth = depth
    if (close !== -1) this.#phase = 'after'
    else if (this.#text.length > rowMaxBytes) throw tooLong(this.position)
    return rows
  }

  #parse(piece: string, isLast: boolean): ValueRow[] {
    if (isLast && this.position === 1 && blank.test(piece)) return []
    const values = parsePiece(piece)
    if (values === undefined || values.length === 0) throw this.#fault(piece)
    const rows = values.map((value, i) => ({ line: this.position + i, value }))
    this.position += rows.length
    return rows
  }

  #fault(piece: string): DomainError {
    const { commas } = scan(piece, 0, 1)
    const elements = [...commas, piece.length].map((end, i) =>
      piece.slice(i === 0 ? 0 : (commas[i - 1] ?? 0) + 1, end),
    )
    const faulty = elements.findIndex((element) => parsePiece(element)?.length !== 1)
    return malformed(this.position + Math.max(0, faulty), 'not a JSON value.', 'Row')
  }
}

function parsePiece(piece: string): unknown[] | undefined {
  try {
    return JSON.parse(`[${piece}]`)
  } catch {
    return undefined
  }
}

function notAnArray(): DomainError {
  return new DomainError('invalid', 'The body is neither a JSON array nor {"contacts": […]}.')
}

function tooLong(position: number): DomainError {
  return malformed(position, `longer than ${rowMaxBytes} bytes.`, 'Row')
}

type Scan = { commas: number[]; close: number; scanned: number; depth: number }

/** Finds the commas between elements and the end of the array, wherever strings and nested values allow. */
function scan(text: string, from: number, startDepth: number): Scan {
  const commas: number[] = []
  let depth = startDepth
  for (let at = from; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: {
        const end = endOfString(text, at)
        if (end === -1) return { commas, close: -1, scanned: at, depth }
        at = end
        break
      }
      case 0x2c:
        if (depth === 1) commas.push(at)
        break
      case 0x5b:
      case 0x7b:
        depth++
        break
      case 0x5d:
      case 0x7d:
        depth--
        if (depth === 0) return { commas, close: at, scanned: at, depth }
    }
  }
  return { commas, close: -1, scanned: text.length, depth }
}

/** -1 while the closing quote has not arrived; then the string is scanned again from its start. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1)
  return close
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++
  return backslashes % 2 === 1
}
