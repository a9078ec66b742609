import { beforeEach, expect, test } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { testReceiver } from '@/lib/testing/receiver'
import type { Resolve } from './address'
import { post, responseMaxBytes } from './post'

overrideEnv({ DATABASE_URL: 'postgresql://none/none' })
const receiver = testReceiver()
const message = { headers: { 'webhook-id': 'msg_1' }, body: '{"type":"é"}' }
const allowPrivate = (allowed: boolean) => overrideEnv({ WEBHOOK_ALLOW_PRIVATE: String(allowed) })
beforeEach(() => allowPrivate(true))

const to =
  (...addresses: string[]): Resolve =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

test('it posts the body as it is, and any 2xx is success', async () => {
  for (const status of [200, 201, 202, 204, 299]) {
    receiver.answers(status)
    expect(await post(receiver.url(), message)).toMatchObject({ httpStatus: status, error: null })
  }
  expect(receiver.received[0]).toMatchObject({
    path: '/hook',
    body: message.body,
    headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json', 'content-length': '13' },
  })
})

test('a redirect is not followed', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    receiver.answers(status, { location: '/elsewhere' })
    const outcome = await post(receiver.url(), message)
    expect(outcome).toMatchObject({ httpStatus: status, error: expect.stringContaining('not followed') })
  }
  expect(receiver.received.map(({ path }) => path)).toEqual(Array.from({ length: 5 }, () => '/hook'))
})

test('other answers are failures, with the Retry-After that they ask for', async () => {
  receiver.answers(503, { 'retry-after': '120' })
  expect(await post(receiver.url(), message)).toMatchObject({
    httpStatus: 503,
    error: 'It answered 503.',
    retryAfterS: 120,
  })
  receiver.answers(429, { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' })
  expect(await post(receiver.url(), message)).toMatchObject({ httpStatus: 429, retryAfterS: null })
})

test('no answer in time, no answer at all, and nobody there are told apart', async () => {
  receiver.answers(() => {})
  const late = await post(receiver.url(), message, { timeoutMs: 100 })
  expect(late).toMatchObject({ httpStatus: null, error: 'There was no answer within 0.1 s.' })
  receiver.answers((response) => response.destroy())
  const cut = await post(receiver.url(), message)
  expect(cut.error).toBe('The connection was closed without an answer.')
  const refused = await post('http://127.0.0.1:1/', message)
  expect(refused.error).toBe('The connection was refused.')
  const nameless = await post('http://hook.test/', message, { resolve: to() })
  expect(nameless.error).toBe('The host name has no address.')
  const insecure = await post(receiver.url().replace('http:', 'https:'), message)
  expect(insecure.error).toMatch(/^The secure connection failed/)
})

test('the name system is bound by the same time', async () => {
  const never = new Promise<never>(() => {})
  const outcome = await post('http://hook.test/', message, { resolve: () => never, timeoutMs: 50 })
  expect(outcome.error).toMatch(/^There was no answer/)
})

test('an answer without end is not read, and its status counts', async () => {
  let sent = 0
  receiver.answers((response) => {
    response.writeHead(200)
    const chunk = Buffer.alloc(responseMaxBytes)
    const more = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
    }
    response.on('drain', more)
    more()
  })
  const outcome = await post(receiver.url(), message, { timeoutMs: 5_000 })
  expect(outcome).toMatchObject({ httpStatus: 200, error: null })
  expect(outcome.durationMs).toBeLessThan(4_000)
  // What the buffers of the system take, not what one could read in that time.
  expect(sent).toBeLessThan(20_000_000)
  receiver.answers((response) => response.writeHead(200).write('and then nothing'))
  const trickled = await post(receiver.url(), message, { timeoutMs: 100 })
  expect(trickled).toMatchObject({ httpStatus: 200, error: null })
})

test('private addresses are refused as they are written', async () => {
  allowPrivate(false)
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0'])
    expect([host, (await post(receiver.url(host), message)).error]).toEqual([
      host,
      'The address is in a private network.',
    ])
  expect(receiver.received).toEqual([])
})

test('names that lead to private addresses are refused, also beside public ones', async () => {
  allowPrivate(false)
  const url = receiver.url('hook.test')
  for (const resolve of [to('127.0.0.1'), to('8.8.8.8', '127.0.0.1'), to('::1'), to('64:ff9b::7f00:1')])
    expect((await post(url, message, { resolve })).error).toBe('The address is in a private network.')
  expect((await post(receiver.url('localhost'), message)).error).toBe('The address is in a private network.')
  expect(receiver.received).toEqual([])
})

test('what was checked is what is connected to: a name is asked for once an attempt', async () => {
  let asked = 0
  const resolve: Resolve = async () => {
    asked += 1
    return [{ address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }]
  }
  expect(await post(receiver.url('hook.test'), message, { resolve })).toMatchObject({ httpStatus: 204 })
  expect([asked, receiver.received.length]).toEqual([1, 1])
})
