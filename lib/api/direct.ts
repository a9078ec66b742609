import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { constants, createGzip, type Gzip } from 'node:zlib'
import { reportBug } from '@/lib/platform/log'
import type { Answer } from '@/lib/platform/web-process'
import { sendsBytes } from './body'
import { preferredType } from './media'
import { toProblem } from './problem'
import type { Found, RouteTable } from './route-table'

/** Calls route handlers straight from Node's server, around the framework; see docs/decisions/direct-routes.md. */
export function answerDirectly(routes: RouteTable): Answer {
  return (incoming, outgoing) => {
    const found = routes(incoming.method ?? '', incoming.url ?? '')
    if (found) void answer(found, incoming, outgoing).catch((error) => giveUp(error, outgoing))
    return found !== undefined
  }
}

async function answer(
  { handler, params }: Found,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const response = await responseOf(handler, toRequest(incoming, outgoing), params)
  outgoing.statusCode = response.status
  outgoing.setHeaders(response.headers)
  if (!response.body) return void outgoing.end()
  const body = Readable.fromWeb(response.body as NodeStream)
  const packing = packingOf(incoming, outgoing)
  await (packing ? pipeline(body, packing, outgoing) : pipeline(body, outgoing))
}

/** Rows, which may be any number, are packed for whoever can unpack them. All else is a page at most. */
function packingOf({ headers }: IncomingMessage, outgoing: ServerResponse): Gzip | undefined {
  if (!/^(text\/csv|application\/x-ndjson)\b/.test(String(outgoing.getHeader('content-type'))))
    return undefined
  outgoing.setHeader('vary', 'accept-encoding')
  const accepted = headers['accept-encoding']
  if (!accepted || !preferredType(accepted, ['gzip'])) return undefined
  outgoing.setHeader('content-encoding', 'gzip')
  return createGzip({ level: constants.Z_BEST_SPEED, flush: constants.Z_SYNC_FLUSH })
}

async function responseOf(
  handler: Found['handler'],
  request: Request,
  params: Found['params'],
): Promise<Response> {
  try {
    return await handler(request, { params: Promise.resolve(params) })
  } catch (error) {
    return toProblem(error)
  }
}

/** Cuts the answer off, so that nobody takes half for whole. */
function giveUp(error: unknown, outgoing: ServerResponse): void {
  const hasLeft = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  if (!hasLeft) reportBug(error)
  outgoing.destroy()
}

/** What the framework would make of it. Its signal aborts when the sender leaves before the answer is sent. */
function toRequest(incoming: IncomingMessage, outgoing: ServerResponse): Request {
  const left = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) left.abort()
  })
  const { method = 'GET', url = '/' } = incoming
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each)
  }
  const body = mayHaveBody(method, headers) ? { body: bodyOf(incoming), duplex: 'half' } : {}
  return new Request(new URL(url, originOf(incoming)), { method, headers, signal: left.signal, ...body })
}

/** Of a Host that is none, somebody's mistake or attempt, nothing is made but an address that can be read. */
function originOf({ headers: { host = 'localhost' } }: IncomingMessage): string {
  return URL.canParse(`http://${host}`) ? `http://${host}` : 'http://localhost'
}

/** Nothing needs no stream, reading which takes longer than all else; but nothing is no packed body, and has to be refused. */
function mayHaveBody(method: string, headers: Headers): boolean {
  if (method === 'GET' || method === 'HEAD') return false
  return sendsBytes(headers) || headers.has('content-encoding')
}

/**
 * Read when the handler reads it and no faster. Whatever is not read Node lets go by itself once the answer is sent, which
 * it cannot do for a stream made with `Readable.toWeb`, since that takes hold of the request at once.
 */
function bodyOf(incoming: IncomingMessage): BodyInit {
  // Any asynchronous iterable is a body to Node; only the types of browsers do not know.
  return incoming as unknown as BodyInit
}
