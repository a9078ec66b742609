import { Buffer, isAscii, isUtf8 } from 'node:buffer'
import { DomainError } from '@/lib/platform/errors'

/** A line, a CSV record or an element of a JSON array may be this long; it bounds the memory a body can take. */
export const rowMaxBytes = 65_536

/**
 * Small enough that the rows of a block are done with before the engine's next collection. Of blocks of 64 KB many rows outlived one,
 * counted as old from then on, and heaped up: 100 MB and more in a body of ten million rows.
 */
const blockBytes = 16_384

/** Says where a body cannot be read. `unit` is what the sender can count: lines, or rows of a JSON array. */
export function malformed(line: number, problem: string, unit: 'Line' | 'Row' = 'Line'): DomainError {
  return new DomainError('invalid', `${unit} ${line}: ${problem}`, { details: { line } })
}

/** Regroups what the network delivers, be it single bytes or megabytes, into blocks worth handling in bulk. */
export async function* readBlocks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  for await (const chunk of stream) {
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes < blockBytes) continue
    yield* inPieces(Buffer.concat(waiting, waitingBytes))
    waiting = []
    waitingBytes = 0
  }
  if (waitingBytes > 0) yield* inPieces(Buffer.concat(waiting, waitingBytes))
}

function* inPieces(block: Buffer): Generator<Buffer> {
  for (let at = 0; at < block.length; at += blockBytes) yield block.subarray(at, at + blockBytes)
}

/** undefined when the bytes are not UTF-8. A byte order mark is kept. */
export function decode(bytes: Buffer): string | undefined {
  if (isAscii(bytes)) return bytes.toString('latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

export function withoutByteOrderMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes
}

/** How many bytes from the start are whole UTF-8 characters: all of them, or those before the first fault. */
export function validLength(bytes: Buffer): number {
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isUtf8(bytes.subarray(0, wholeLength(bytes, middle)))) good = middle
    else bad = middle
  }
  return wholeLength(bytes, good)
}

/** `end`, moved back to before a character that `end` would cut in two. */
export function wholeLength(bytes: Buffer, end = bytes.length): number {
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] ?? 0
    if (byte < 0x80) return end
    if (byte >= 0xc0) return back < sequenceLength(byte) ? end - back : end
  }
  return end
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}
