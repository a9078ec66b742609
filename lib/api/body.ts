import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { DomainError } from '@/lib/platform/errors'
import { HttpProblem } from './problem'

/** Largest JSON body, unpacked. What is larger goes through an operation that takes a stream. */
export const jsonBodyMaxBytes = 2 * 1024 * 1024

/** Largest streamed body, unpacked: a hundred million ids of 80 bytes. */
export const streamBodyMaxBytes = 8 * 1024 ** 3

/**
 * How far a packed body may unpack: lists of ids reach 5 to 20 times, a bomb a thousand. The first bytes are free,
 * because the ratio of a short text says nothing.
 */
const inflateRatioMax = 100
const inflateFreeBytes = 4 * 1024 * 1024
const inflateChunkBytes = 64 * 1024

/** How much of a refused body is still taken in, and for how long, so that its sender gets to read why. */
const lingerMaxBytes = 64 * 1024 * 1024
const lingerMs = 10_000

/** Deeper than any body we read; what walks through values need not fear for its stack. */
const jsonDepthMax = 64

/** The bytes of the body, unpacked when it is packed with gzip, at most `maxBytes` of them. Nothing is held in memory. */
export function requestBody(request: Request, maxBytes = streamBodyMaxBytes): ReadableStream<Uint8Array> {
  const bytes = unpacked(request, maxBytes)
  return bytes ? toStream(bytes) : new Blob([]).stream()
}

/** The whole body, for an operation that needs it whole. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const bytes = unpacked(request, maxBytes)
  return bytes ? collected(bytes) : Buffer.alloc(0)
}

/** The same of an upload, by an operation that takes small ones only. */
export function readUpload(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Buffer> {
  return collected(bounded(stream, maxBytes))
}

/** By what its headers announce (RFC 9112, 6.3): a request may have a stream either way. */
export function sendsBytes(headers: Headers): boolean {
  return Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding')
}

/** Undefined when there is nothing to read. */
function unpacked(request: Request, maxBytes: number): AsyncGenerator<Uint8Array> | undefined {
  const encoding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (!/^(identity|gzip|x-gzip)?$/.test(encoding)) {
    throw new HttpProblem(
      'unsupported_media',
      `The Content-Encoding is ${encoding}. Send the body as it is or with gzip.`,
      {
        headers: { 'accept-encoding': 'gzip' },
      },
    )
  }
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > maxBytes) throw tooLarge(maxBytes)
  const isPacked = encoding.endsWith('gzip')
  if (!request.body) return undefined
  const sent = lingering(request.body)
  return bounded(isPacked ? inflate(sent) : sent, maxBytes)
}

async function collected(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  const value = parse(bytes)
  if (isDeeper(value, jsonDepthMax)) {
    throw new HttpProblem('malformed', `The body has more than ${jsonDepthMax} levels.`)
  }
  return value
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message : 'it is not UTF-8'
    throw new HttpProblem('malformed', `The body is not JSON: ${reason}.`)
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}

/**
 * Passes a body on; given up half-way, the rest is let go for a while. Cancelling it at once would close the connection
 * under a caller who still sends, and who would then see a reset instead of our answer.
 */
async function* lingering(source: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = source.getReader()
  // True while reading too: a source that failed has nothing more to let go.
  let ended = true
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      ended = false
      yield value
      ended = true
    }
  } finally {
    if (!ended) letGo(reader).catch(() => {})
  }
}

async function letGo(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const timer = setTimeout(() => reader.cancel().catch(() => {}), lingerMs).unref()
  try {
    let left = lingerMaxBytes
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      left -= next.value.length
      if (left < 0) return await reader.cancel()
    }
  } finally {
    clearTimeout(timer)
  }
}

async function* bounded(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

async function* inflate(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: inflateChunkBytes })
  let bytes = 0
  try {
    // Fails through the loop below: the last stream of a pipeline carries its error.
    void pipeline(Readable.from(source, { objectMode: false }), gunzip).catch(() => {})
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > inflateFreeBytes && bytes > gunzip.bytesWritten * inflateRatioMax) {
        throw new DomainError('too_large', `The body unpacks to more than ${inflateRatioMax} times its size.`)
      }
      yield chunk
    }
  } catch (error) {
    if (isDamaged(error)) throw new DomainError('invalid', 'The gzip body is damaged or cut short.')
    throw error
  } finally {
    gunzip.destroy()
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('too_large', `The body is larger than ${maxBytes} bytes.`)
}

/** Pulled chunk by chunk and not before, so that a slow reader slows the source; giving up tells the source. */
export function toStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          controller.error(error)
        }
      },
      async cancel() {
        await chunks.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
