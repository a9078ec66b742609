import { Buffer } from 'node:buffer'
import { decode, malformed, readBlocks, rowMaxBytes, validLength, withoutByteOrderMark } from './blocks'

/** Consecutive lines without their line feeds; a carriage return before one is still there. */
export type LineBlock = { first: number; lines: string[] }

const lineFeed = 0x0a

/** Splits UTF-8 text into lines, many at a time. Refuses NUL, bytes that are not UTF-8 and overlong lines. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<LineBlock> {
  let rest: Buffer = Buffer.alloc(0)
  let first = 1
  let started = false
  for await (const block of readBlocks(stream)) {
    const bytes = started ? Buffer.concat([rest, block]) : withoutByteOrderMark(block)
    started = true
    const end = bytes.lastIndexOf(lineFeed)
    rest = bytes.subarray(end + 1)
    if (end !== -1) {
      const lines = splitLines(bytes.subarray(0, end), first)
      yield { first, lines }
      first += lines.length
    }
    if (rest.length > rowMaxBytes) throw tooLong(first)
  }
  if (rest.length > 0) yield { first, lines: splitLines(rest, first) }
}

function splitLines(bytes: Buffer, first: number): string[] {
  const text = decode(bytes)
  if (text === undefined) throw malformed(first + countLines(bytes, validLength(bytes)), 'not UTF-8.')
  const nul = text.indexOf('\0')
  if (nul !== -1)
    throw malformed(first + countLines(Buffer.from(text.slice(0, nul))), 'holds a NUL character.')
  const lines = text.split('\n')
  const long = lines.findIndex(isTooLong)
  if (long !== -1) throw tooLong(first + long)
  return lines
}

function isTooLong(line: string): boolean {
  return line.length * 3 > rowMaxBytes && Buffer.byteLength(line) > rowMaxBytes
}

function tooLong(line: number) {
  return malformed(line, `longer than ${rowMaxBytes} bytes.`)
}

function countLines(bytes: Buffer, end = bytes.length): number {
  let count = 0
  let at = bytes.indexOf(lineFeed)
  while (at !== -1 && at < end) {
    count++
    at = bytes.indexOf(lineFeed, at + 1)
  }
  return count
}
