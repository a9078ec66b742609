import { once } from 'node:events'
import http from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { reportBug } from '@/lib/platform/log'
import { answerDirectly } from './direct'
import type { RouteHandler } from './route'
import { routeTable } from './route-table'

vi.mock('@/lib/platform/log', async (original) => ({
  ...(await original<typeof import('@/lib/platform/log')>()),
  reportBug: vi.fn(() => 'bug'),
}))
beforeEach(() => vi.mocked(reportBug).mockClear())

const megabyte = Buffer.alloc(1024 * 1024, 'a')
const rows = 'id\r\n'.repeat(100_000)
const left = vi.fn()
const cancelled = vi.fn()

const handlers: Record<string, Record<string, RouteHandler | (() => Response)>> = {
  './plain/[id]/route.ts': {
    GET: async (request, { params }) =>
      Response.json(
        { url: request.url, host: request.headers.get('host'), params: await params },
        { status: 201 },
      ),
    PUT: async (request) => new Response(null, { status: 204, headers: { 'x-body': String(request.body) } }),
    POST: async (request) => new Response(await request.text()),
    DELETE: async () => new Response('refused', { status: 401 }),
  },
  './sync/route.ts': { GET: () => new Response('at once') },
  './bug/route.ts': {
    GET: async () => {
      throw new Error('a bug')
    },
  },
  './rows/route.ts': {
    GET: async () => new Response(rows, { headers: { 'content-type': 'text/csv; charset=utf-8' } }),
  },
  './cut/route.ts': {
    GET: async () => new Response(endless(() => Promise.reject(new Error('the database is gone')))),
  },
  './late/route.ts': {
    GET: async (request) => {
      await new Promise((resolve) => request.signal.addEventListener('abort', resolve))
      return new Response(endless(async () => {}))
    },
  },
  './endless/route.ts': {
    GET: async (request) => {
      request.signal.addEventListener('abort', left)
      return new Response(endless(async () => {}))
    },
  },
}

/** Megabytes, and `afterwards` before each but the first. */
function endless(afterwards: () => Promise<void>): ReadableStream {
  let sent = 0
  return new ReadableStream({
    async pull(controller) {
      if (sent++ > 0) await afterwards()
      controller.enqueue(megabyte)
    },
    cancel: cancelled,
  })
}

const answer = answerDirectly(routeTable(handlers))
const server = http.createServer((incoming, outgoing) => {
  if (!answer(incoming, outgoing)) outgoing.end('the framework')
})
let base: string

beforeAll(async () => {
  overrideEnv({ DATABASE_URL: 'postgresql://unused' })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => server.close())

test('a handler gets address, headers and params, and its answer arrives', async () => {
  const response = await fetch(`${base}/plain/a%2Fb?x=1`)
  expect(response.status).toBe(201)
  expect(await response.json()).toEqual({
    url: `${base}/plain/a%2Fb?x=1`,
    host: base.slice('http://'.length),
    params: { id: 'a/b' },
  })
})

test('an answer at once is an answer', async () => {
  expect(await (await fetch(`${base}/sync`)).text()).toBe('at once')
})

test('what has no handler is left to the framework', async () => {
  expect(await (await fetch(`${base}/other`)).text()).toBe('the framework')
  expect(await (await fetch(`${base}/sync`, { method: 'POST' })).text()).toBe('the framework')
})

test('a body arrives whole; of none there is no stream', async () => {
  const sent = Buffer.concat(Array(8).fill(megabyte))
  const response = await fetch(`${base}/plain/1`, { method: 'POST', body: sent })
  expect((await response.text()).length).toBe(sent.length)
  const empty = await fetch(`${base}/plain/1`, { method: 'PUT' })
  expect([empty.status, empty.headers.get('x-body')]).toEqual([204, 'null'])
})

test('of nothing that says it is packed there is a stream, to be refused', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-length': '0' }
  const request = http.request(`${base}/plain/1`, { method: 'PUT', headers }).end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  expect(response.headers['x-body']).toBe('[object ReadableStream]')
})

test('who sends all before reading gets the answer to a body that nobody read, and may go on', async () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const body = Buffer.concat(Array(16).fill(megabyte))
  socket.write(`DELETE /plain/1 HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n`)
  await new Promise((sent) => socket.write(body, sent))
  socket.write('GET /sync HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')
  const heard = await text(socket)
  expect(heard).toContain('401 Unauthorized')
  expect(heard).toContain('at once')
})

test.each(['%%%', 'a b', 'evil.example/path?'])('a Host of %s changes no path', async (host) => {
  const request = http.request(`${base}/plain/1`, { headers: { host } }).end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  expect(new URL(JSON.parse(await text(response)).url).pathname).toBe('/plain/1')
})

test('a bug is told without its words', async () => {
  const response = await fetch(`${base}/bug`)
  expect(response.status).toBe(500)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(await response.text()).not.toContain('a bug')
})

test('an answer that fails on the way is cut off', async () => {
  const response = await fetch(`${base}/cut`)
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow()
})

test('when the reader leaves, handler and body are told', async () => {
  const abort = new AbortController()
  const response = await fetch(`${base}/endless`, { signal: abort.signal })
  await response.body?.getReader().read()
  abort.abort()
  await vi.waitFor(() => {
    expect(left).toHaveBeenCalledOnce()
    expect(cancelled).toHaveBeenCalledOnce()
  })
})

test('when the reader leaves before there is an answer, its body is told', async () => {
  cancelled.mockClear()
  await expect(fetch(`${base}/late`, { signal: AbortSignal.timeout(100) })).rejects.toThrow()
  await vi.waitFor(() => expect(cancelled).toHaveBeenCalledOnce())
  expect(reportBug).not.toHaveBeenCalled()
})

test.each([
  ['gzip', true],
  ['br, gzip;q=0.5', true],
  ['br, gzip;q=0', false],
  ['identity', false],
])('rows for who accepts %s are packed: %s', async (accepted, packed) => {
  const request = http.request(`${base}/rows`, { headers: { 'accept-encoding': accepted } }).end()
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  const bytes = await buffer(response)
  expect(response.headers.vary).toBe('accept-encoding')
  expect(response.headers['content-encoding']).toBe(packed ? 'gzip' : undefined)
  expect((packed ? gunzipSync(bytes) : bytes).toString()).toBe(rows)
})
