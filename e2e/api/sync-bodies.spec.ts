import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { newAccount, newToken } from './accounts'

// Whatever a sender's body is like: the exact answer, and that a refused one left everything as it was.

let token: string
let base: string
test.beforeAll(async ({ baseURL }) => {
  base = `${baseURL}/api/v1`
  token = await newToken(await newAccount())
  const contacts = Array.from({ length: 300 }, (_, n) => `{"id":"c${n}"}`).join('\n')
  await call('POST', '/contacts', contacts, { 'content-type': 'application/x-ndjson' })
})

type Body = string | Buffer | ReadableStream<Uint8Array> | undefined
type Headers = Record<string, string>

async function call(method: string, path: string, body?: Body, headers: Headers = {}) {
  const init = { method, headers: { authorization: `Bearer ${token}`, ...headers }, duplex: 'half' }
  const answer = await fetch(base + path, body === undefined ? init : ({ ...init, body } as RequestInit))
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: text === '' ? undefined : JSON.parse(text) }
}

let count = 0
/** An audience of its own with the members c1, c2 and c3. */
async function newAudience(): Promise<string> {
  const path = `/audiences/bodies-${++count}`
  await call('PUT', path, JSON.stringify({ name: `Bodies ${count}` }), { 'content-type': 'application/json' })
  await call('POST', `${path}/syncs?mode=replace`, 'c1\nc2\nc3\n', { 'content-type': 'text/plain' })
  return path
}

async function membersOf(path: string): Promise<string[]> {
  const { json } = await call('GET', `${path}/contacts`)
  return json.data.map(({ externalId }: { externalId: string }) => externalId)
}

/** Made while it is sent: nobody holds it whole. */
function megabytes(count: number, byte: number): ReadableStream<Uint8Array> {
  const block = new Uint8Array(1_000_000).fill(byte)
  let left = count
  return new ReadableStream({
    pull(controller) {
      if (left-- > 0) controller.enqueue(block)
      else controller.close()
    },
  })
}

const plain = 'text/plain'
const csv = 'text/csv'
const json = 'application/json'
const ndjson = 'application/x-ndjson'
const gzip = { 'content-encoding': 'gzip' }
const noRows =
  'The body has no rows, and a missing body must not empty an audience. To empty it, use DELETE …/contacts?confirm=.'
const noArray = 'The body is neither a JSON array nor {"contacts": […]}.'

type Refused = [
  name: string,
  body: () => Body,
  type: string,
  answer: string,
  headers?: Headers,
  query?: string,
]
const refused: Refused[] = [
  [
    'gzip cut short',
    () => gzipSync('c1\nc2\n'.repeat(999)).subarray(0, 20),
    plain,
    'The gzip body is damaged or cut short.',
    gzip,
  ],
  ['no gzip at all', () => 'c1\n', plain, 'The gzip body is damaged or cut short.', gzip],
  ['300 MB in one line', () => megabytes(300, 97), plain, 'Line 1: longer than 65536 bytes.'],
  ['300 MB in one CSV line', () => megabytes(300, 97), csv, 'Line 1: longer than 65536 bytes.'],
  ['300 MB of opening brackets', () => megabytes(300, 91), json, 'Row 1: longer than 65536 bytes.'],
  ['a NUL byte', () => 'c1\nc\u00002\n', plain, 'Line 2: holds a NUL character.'],
  ['UTF-16', () => Buffer.from('c1\nc2', 'utf16le'), plain, 'Line 1: holds a NUL character.'],
  ['invalid UTF-8', () => Buffer.from([0x63, 0x31, 0x0a, 0xff, 0xfe, 0x0a]), plain, 'Line 2: not UTF-8.'],
  ['something behind a quote', () => 'id\n"c1"x\n', csv, 'Line 2: something follows a closing quote.'],
  ['a quote that does not close', () => 'id\n"c1\nc2\n', csv, 'Line 2: a quote is not closed.'],
  [
    'no header',
    () => 'c1\nc2\n',
    csv,
    'Line 1: the header needs a column "id"; columns are separated by commas.',
  ],
  [
    'an unknown column',
    () => 'id,colour\nc1,red\n',
    csv,
    'Line 1: unknown column "colour"; a row has id, email and op.',
  ],
  ['a row too short', () => 'id,email\nc1\n', csv, 'Line 2: 1 cells where the header has 2.'],
  ['no bytes', () => '', plain, noRows],
  ['nothing but empty lines', () => '\n\r\n\n', plain, noRows],
  ['an empty array', () => '[]', json, noRows],
  ['an empty list of contacts', () => '{"contacts":[]}', json, noRows],
  ['an empty object', () => '{}', json, noArray],
  ['null', () => 'null', json, noArray],
  ['an array cut short', () => '["c1","c2"', json, 'Row 2: the array does not end.'],
  ['more behind the array', () => '["c1"] x', json, 'Something follows the end of the array.'],
  [
    'op outside delta',
    () => '{"id":"c1","op":"add"}',
    ndjson,
    'Line 1: "op" belongs to mode delta, and this is mode replace.',
  ],
  [
    'no op in delta',
    () => '"c1"',
    ndjson,
    'Line 1: mode delta needs "op" in every row: add or remove.',
    {},
    'mode=delta',
  ],
]

for (const [name, body, type, detail, headers = {}, query = 'mode=replace'] of refused) {
  test(`${name} is refused, and changes nothing`, async () => {
    const path = await newAudience()
    const answer = await call('POST', `${path}/syncs?${query}`, body(), { 'content-type': type, ...headers })
    expect(answer.json).toMatchObject({ status: 422, code: 'invalid', detail, syncId: expect.any(String) })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await membersOf(path)).toEqual(['c1', 'c2', 'c3'])
    const { json: sync } = await call('GET', `/syncs/${answer.json.syncId}`)
    expect(sync).toMatchObject({ status: 'failed', problem: { code: 'invalid', detail } })
  })
}

test('a gzip bomb is refused before it unpacks', async () => {
  const path = await newAudience()
  const bomb = gzipSync(Buffer.alloc(300_000_000, 'c1\n'))
  const answer = await call('POST', `${path}/syncs?mode=replace`, bomb, { 'content-type': plain, ...gzip })
  expect(answer.json).toMatchObject({
    status: 413,
    code: 'too_large',
    detail: 'The body unpacks to more than 100 times its size.',
  })
  expect(await membersOf(path)).toEqual(['c1', 'c2', 'c3'])
})

type Accepted = [name: string, body: Body, type: string, counts: object, headers?: Headers, query?: string]
const accepted: Accepted[] = [
  ['CR LF', 'c4\r\nc5\r\n', plain, { received: 2, added: 2, removed: 3 }],
  ['a byte order mark', '\ufeffc4\nc5', plain, { received: 2, added: 2, removed: 3 }],
  ['a byte order mark before a header', '\ufeffid\nc4\nc5', csv, { received: 2, added: 2, removed: 3 }],
  ['a byte order mark before JSON', '\ufeff["c4","c5"]', json, { received: 2, added: 2, removed: 3 }],
  ['empty lines', '\n\nc4\n\nc5\n\n', plain, { received: 2, added: 2, removed: 3 }],
  [
    'quotes within quotes',
    'email,id\n"a ""b"" c","c4"\n"x\ny",c5\n',
    csv,
    { received: 2, added: 2, removed: 3 },
  ],
  ['gzip', gzipSync('c4\nc5\n'), plain, { received: 2, added: 2, removed: 3 }, gzip],
  [
    'the same id with both ops: the last counts',
    '{"id":"c1","op":"add"}\n{"id":"c1","op":"remove"}\n{"id":"c9","op":"remove"}\n{"id":"c9","op":"add"}',
    ndjson,
    { received: 4, duplicates: 2, added: 1, removed: 1 },
    {},
    'mode=delta',
  ],
]

for (const [name, body, type, counts, headers = {}, query = 'mode=replace'] of accepted) {
  test(`${name} is read`, async () => {
    const path = await newAudience()
    const answer = await call('POST', `${path}/syncs?${query}`, body, { 'content-type': type, ...headers })
    expect(answer.json).toMatchObject({ status: 'done', unknown: 0, membersBefore: 3, ...counts })
  })
}

test('a sender that goes away leaves a failed sync and the audience as it was', async () => {
  const path = await newAudience()
  const going = new AbortController()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Buffer.from('c4\nc5\n'.repeat(20_000))),
  })
  const init = { method: 'POST', body, duplex: 'half', signal: going.signal }
  const headers = { authorization: `Bearer ${token}`, 'content-type': plain }
  const sending = fetch(`${base}${path}/syncs?mode=replace`, { ...init, headers } as RequestInit).catch(
    () => 'gone',
  )
  const latest = async () =>
    (await call('GET', `/syncs?audienceId=${path.split('/').pop()}&limit=1`)).json.data[0]
  await expect.poll(async () => (await latest()).status).toBe('receiving')
  going.abort()
  expect(await sending).toBe('gone')
  await expect.poll(async () => (await latest()).status, { timeout: 30_000 }).toBe('failed')
  expect((await latest()).problem.code).toBe('interrupted')
  expect(await membersOf(path)).toEqual(['c1', 'c2', 'c3'])
})

test('parts: opened without a body, sent in any order, committed; a guard and a later answer are 202', async () => {
  const path = await newAudience()
  const opened = await call('POST', `${path}/syncs?mode=replace&upload=parts`)
  expect(opened.json).toMatchObject({ status: 'open', parts: 0 })
  expect([opened.status, opened.headers.get('location')]).toEqual([201, `/api/v1/syncs/${opened.json.id}`])
  const { parts, commit } = opened.json.links
  const at = (link: string) => link.replace('/api/v1', '')
  const second = await call('PUT', `${at(parts)}/2`, gzipSync('c3\nc4\n'), { 'content-type': plain, ...gzip })
  expect(second.json).toMatchObject({ part: 2, rows: 2 })
  const type = { 'content-type': json }
  const early = await call('POST', at(commit), '{"parts":3}', type)
  expect(early.json).toMatchObject({ status: 422, code: 'unprocessable', missing: [1, 3] })
  await call('PUT', `${at(parts)}/1`, 'c1\n', { 'content-type': plain })
  const done = await call('POST', at(commit), '{"parts":2,"rows":3}', type)
  expect(done.json).toMatchObject({ status: 'done', received: 3, added: 1, removed: 1, membersAfter: 3 })
  for (const wrong of ['0', '10001', '01', '1e1', 'x']) {
    expect((await call('PUT', `${at(parts)}/${wrong}`, 'c1', { 'content-type': plain })).status).toBe(422)
  }

  const held = await call('POST', `${path}/syncs?mode=replace&maxRemovals=50%25`, 'c1\n', {
    'content-type': plain,
  })
  expect([held.status, held.json.status, held.json.held.sample]).toEqual([202, 'held', ['c3', 'c4']])
  const approved = await call('POST', at(held.json.links.approve))
  expect([approved.status, approved.json.membersAfter]).toEqual([200, 1])
  const undone = await call('POST', at(approved.json.links.undo))
  expect(undone.json).toMatchObject({ mode: 'undo', added: 2, membersAfter: 3 })
  const then = await call('GET', `${path}/contacts?asOf=${approved.json.finishedAt}`)
  expect(then.json.data.map((row: { externalId: string }) => row.externalId)).toEqual(['c1'])

  const prefer = { 'content-type': plain, prefer: 'respond-async' }
  const later = await call('POST', `${path}/syncs?mode=add`, 'c7\n', prefer)
  expect([later.status, later.json.status, later.headers.get('preference-applied')]).toEqual([
    202,
    'applying',
    'respond-async',
  ])
  const status = async () => (await call('GET', at(later.json.links.self))).json.status
  await expect.poll(status, { timeout: 30_000 }).toBe('done')
  expect(await membersOf(path)).toEqual(['c1', 'c3', 'c4', 'c7'])
})
