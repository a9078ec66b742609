import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { settleForwarded } from './client-address'
import { env } from './env'
import { reportingErrors } from './log'
import { requestDuration } from './metrics'
import { singleton } from './singleton'

type Started = { request: IncomingMessage; response: ServerResponse; server: Server }

/** Answers a request if it is one of its own, and says whether it is. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean

const prepared = singleton('web-process', () => ({ once: false }))

/**
 * Once per process, however often the framework loads this.
 * @param answer goes before the framework
 */
export function prepareProcess(answer?: Answer): void {
  const already = prepared.get()
  if (already.once) return
  already.once = true
  watchRequests(answer)
  // In development the framework's own print is the better one: it points into the source.
  // biome-ignore lint/suspicious/noConsole: it is the only way to what the framework prints.
  if (env().NODE_ENV === 'production') console.error = reportingErrors(console.error)
  // Started by our supervisor, and it is gone without a word: end like on its signal, rather than run on unwatched.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

/**
 * Sees every request of this process before the framework does, through the channel Node publishes it
 * on. It serves `next start`, `next dev` and a standalone build alike; see docs/decisions.
 */
function watchRequests(answer?: Answer): void {
  const served = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = message as Started
    if (answer && !served.has(server)) goBefore(server, answer)
    served.add(server)
    // Node cuts every request off after five minutes; a large upload over a slow line takes longer.
    server.requestTimeout = env().REQUEST_TIMEOUT_MS
    settleForwarded(request)
    toOriginForm(request)
    // A page's own address, which the framework does not tell it: to come back to after signing in.
    request.headers['x-request-path'] = request.url ?? '/'
    measure(request, response)
    if (isMalformed(request.url)) request.url = `${baseOf(request.url)}/malformed-url`
  })
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A whole address is one way to ask for its path (RFC 9112, 3.2.2); the framework would lead it to itself, for ever. */
function toOriginForm(request: IncomingMessage): void {
  const [, host, path] = /^https?:\/\/([^/?#]+)([^#]*)/i.exec(request.url ?? '') ?? []
  if (host === undefined) return
  request.headers.host = host
  request.url = path?.startsWith('/') ? path : `/${path}`
}

/** The request that is told of has not reached the framework yet: this holds for it too. */
function goBefore(server: Server, answer: Answer): void {
  const framework = server.rawListeners('request') as ((...of: [IncomingMessage, ServerResponse]) => void)[]
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    // The framework would fail at TRACE, with a 500.
    if (!methods.includes(request.method ?? '')) return void response.writeHead(501).end()
    if (answer(request, response)) return
    for (const listener of framework) listener.call(server, request, response)
  })
}

/** Such an address the framework would answer with a 500 of plain text. */
export function isMalformed(url = ''): boolean {
  if (!url.includes('%')) return false
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return false
  } catch {
    return true
  }
}

/** Each API refuses in its own shape; among the pages there is no such page. */
function baseOf(url = ''): string {
  if (url.startsWith('/integrationservice')) return '/integrationservice'
  return url.startsWith('/api/') ? '/api' : ''
}

const areas = ['api', 'integrationservice', 'integrationservice-1.1.0', '_next', 'metrics']

function measure(request: IncomingMessage, response: ServerResponse): void {
  const startedAt = performance.now()
  const first = request.url?.split(/[/?]/, 2)[1] ?? ''
  const labels = { method: request.method ?? '', area: areas.includes(first) ? first : 'pages' }
  response.once('close', () => {
    const status = response.writableFinished ? String(response.statusCode) : 'aborted'
    requestDuration().observe({ ...labels, status }, (performance.now() - startedAt) / 1_000)
  })
}
