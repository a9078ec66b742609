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

/** The bytes of the body, unpacked when it is packed with gzip, at most `maxBytes` of them. Nothing is held in memory. */
export function requestBody(request: Request, maxBytes = streamBodyMaxBytes): ReadableStream<Uint8Array> {
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
  if (!request.body) return new Blob([]).stream()
  const packed = encoding.endsWith('gzip')
  return toStream(bounded(packed ? inflate(request.body) : request.body, maxBytes))
}

/** The whole body, for an operation that needs it whole. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of requestBody(request, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? cause.message : 'it is not UTF-8'
    throw new HttpProblem('malformed', `The body is not JSON: ${reason}.`)
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

async function* inflate(source: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: inflateChunkBytes })
  let bytes = 0
  try {
    // Fails through the loop below: the last stream of a pipeline carries its error.
    void pipeline(Readable.fromWeb(source as Parameters<typeof Readable.fromWeb>[0]), gunzip).catch(() => {})
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
