import net from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import { type FilledAccount, fillAccount, rowsOf } from './filled-account'
import { type Answer, expectError, origin } from './reference-client'

// What nobody means well by. Each is answered in 4xx and the form of this API, and leaves every row as it was.

let filled: FilledAccount
let before: Record<string, string[]>
test.beforeEach(async () => {
  filled = await fillAccount()
  before = await rows()
})
test.afterEach(async () => {
  expect(await rows()).toEqual(before)
})

async function rows() {
  // Which signatures were seen grows with every request, and should.
  const { oauth_nonce: _, ...others } = await rowsOf(filled.client.accountId)
  return others
}

type Sending = Parameters<FilledAccount['client']['send']>[2]
const send = (method: string, path: string, sent?: Sending) => filled.client.send(method, path, sent)

/** Every method that reads a body. */
const reading = () =>
  [
    ['POST', '/audience'],
    ['PUT', `/audience/${filled.mark}`],
    ['POST', `/audience/${filled.mark}/contact`],
    ['DELETE', `/audience/${filled.mark}/contact`],
    ['POST', '/contact'],
    ['PUT', `/contact/${filled.mark}`],
    ['POST', '/contact/list'],
  ] as const

const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')
const documents: [string, string | Buffer][] = [
  ['a billion laughs', `<!DOCTYPE a [<!ENTITY l0 "lol">${levels}]><a><name>&l9;</name></a>`],
  [
    'a file as entity',
    '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a><externalId>&f;</externalId></a>',
  ],
  [
    'an entity from outside',
    '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/evil.dtd"><a><externalId>x</externalId></a>',
  ],
  ['a parameter entity', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/"> %p;]><a/>'],
  ['an entity nobody defined', '<a><externalId>&f;</externalId><name>&f;</name><contacts>&f;</contacts></a>'],
  ['a DOCTYPE in UTF-16', Buffer.from('\ufeff<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'utf16le')],
  ['a great depth', `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`],
  ['no end', `<a><externalId>x</externalId><name>${'x'.repeat(100_000)}`],
]
for (const [what, document] of documents) {
  test(`XML with ${what}`, async () => {
    for (const [method, path] of reading()) {
      const headers = { 'content-type': 'application/xml' }
      expectError(await send(method, path, { raw: Buffer.from(document), headers }), 400, 'INVALID_PARAMS')
    }
  })
}

test('what a parser would include or another file would style is text to us', async () => {
  const xml =
    '<?xml-stylesheet href="http://127.0.0.1:1/x.xsl"?><audience xmlns:xi="http://www.w3.org/2001/XInclude"><externalId><xi:include href="file:///etc/passwd" parse="text"/></externalId><name>n</name></audience>'
  expectError(await send('POST', '/audience', { xml }), 417, 'INVALID_PARAMS')
})

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
test('JSON of a great depth, wherever a value may stand', async () => {
  for (const depth of [100, 200_000]) {
    for (const body of [
      deep(depth),
      `{"contacts":${deep(depth)}}`,
      `{"contacts":["a"],"contact":{"externalId":${deep(depth)}}}`,
      `{"externalId":${deep(depth)},"name":${deep(depth)}}`,
      `{"contact":{"externalId":"x"},"update":${deep(depth)}}`,
      `{"contact":{"externalId":"x","testGroup":${deep(depth)}}}`,
      `{"contact":{"externalId":"x","properties":{"email":${deep(depth)}}}}`,
      `{"contact":{"externalId":"x","properties":{"permissions":${deep(depth)}}}}`,
      `{"contact":{"externalId":"x","properties":{"city":${deep(depth)}}}}`,
    ]) {
      for (const [method, path] of reading()) {
        // Of the contacts of a removal those that are none are ignored.
        if (body.startsWith('{"contacts":["a"]') && method === 'DELETE') continue
        const answer = await send(method, path, { raw: Buffer.from(body) })
        expectRefusal(answer, `${method} ${path} ${depth} ${body.slice(0, 70)}`)
      }
    }
  }
})

function expectRefusal(answer: Answer, called: string): void {
  expect(answer.status, `${called}: ${answer.text}`).toBeGreaterThanOrEqual(400)
  expect(answer.status, `${called}: ${answer.text}`).toBeLessThan(500)
  expect(JSON.parse(answer.text), called).toEqual(
    expect.objectContaining({
      errorType: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/\S/),
    }),
  )
}

test('a body that unpacks to far more than it is, or that is not packed as it says', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '))
  const twice = gzipSync(bomb)
  for (const [method, path] of reading()) {
    const packed = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    expectError(await send(method, path, { raw: bomb, headers: packed }), 413, 'INVALID_PARAMS')
    const xml = { ...packed, 'content-type': 'application/xml' }
    expectError(await send(method, path, { raw: bomb, headers: xml }), 413, 'INVALID_PARAMS')
    expectError(await send(method, path, { raw: twice, headers: packed }), 400, 'INVALID_PARAMS')
    for (const raw of [Buffer.from('{}'), bomb.subarray(0, 10), gzipSync(' ')])
      expectError(await send(method, path, { raw, headers: packed }), 400, 'INVALID_PARAMS')
    for (const encoding of ['br', 'deflate', 'gzip, gzip']) {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
      expectError(await send(method, path, { raw: Buffer.from('{}'), headers }), 415, 'INVALID_PARAMS')
    }
  }
})

test('line breaks and NUL in ids reach no header and no row', async () => {
  const id = 'a%0d%0aset-cookie:%20evil=1%0d%0a%0d%0a%3Chtml%3E'
  const json = { externalId: decodeURIComponent(id), name: decodeURIComponent(id) }
  const contact = { contact: { externalId: json.externalId } }
  const answers = [
    await send('GET', `/audience/${id}`),
    await send('GET', `/contact/${id}`),
    await send('DELETE', `/audience/${id}`),
    await send('DELETE', `/audience/${id}/contact`),
    await send('PUT', `/contact/anonymize/${id}`),
    await send('POST', '/audience', { json }),
    await send('PUT', `/audience/${id}`, { json }),
    await send('POST', '/contact', { json: contact }),
    await send('PUT', `/contact/${id}`, { json: contact }),
    await send('GET', '/contact/a%00b'),
    await send('POST', '/audience/none/contact', { json: { contacts: [json.externalId, 'a\0b'] } }),
  ]
  for (const answer of answers) {
    expectRefusal(answer, answer.text)
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
})

test('a parameter twice is not the one that was meant', async () => {
  for (const [path, name] of [
    [`/contact/search?MPSearchQuery=city:x&MPSearchQuery=city:${filled.mark}`, 'MPSearchQuery'],
    ['/contact/search?MPSearchQuery=city:x&pageSize=1&pageSize=2', 'pageSize'],
    ['/contact/updates/list?fromDate=2026-01-01&toDate=2026-02-01&fromDate=2026-01-02', 'fromDate'],
    ['/contact/bounces/list?fromDate=2026-01-01&toDate=2026-02-01&toDate=2026-02-01', 'toDate'],
  ] as const) {
    const { message } = expectError(await send('GET', path), 400, 'INVALID_PARAMS')
    expect(message).toContain(name)
  }
})

test('a pageSize that is no number of contacts, and a cursor that is none', async () => {
  const lists = [
    `/contact/search?MPSearchQuery=city:${filled.mark}`,
    '/contact/updates/list?fromDate=2026-01-01&toDate=2027-01-01',
    '/contact/bounces/list?fromDate=2026-01-01&toDate=2027-01-01',
  ]
  const sizes = [
    '-1',
    '0',
    'NaN',
    'Infinity',
    '1e3',
    '0x10',
    '1.5',
    '%00',
    '%D9%A1',
    '99999999999999999999',
    "1'--",
  ]
  for (const list of lists) {
    for (const size of sizes)
      expectError(await send('GET', `${list}&pageSize=${size}`), 400, 'INVALID_PARAMS')
    for (const after of ['x', '%00', 'e30', 'x'.repeat(4_000)])
      expectError(await send('GET', `${list}&after=${after}`), 400, 'INVALID_PARAMS')
  }
})

/** Sends bytes as they are and answers what comes back until the other side is done. `cut` leaves in the middle. */
function bytes(text: string, { cut = false } = {}): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(port) || 80, hostname, () =>
      cut ? socket.end(text) : socket.write(text),
    )
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk))
    socket.on('close', () => resolve(answer))
    // It may be closed on us while we still write.
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)))
  })
}

const head = (method: string, path: string, lines: string[] = []) =>
  [
    `${method} /integrationservice${path} HTTP/1.1`,
    `host: ${new URL(origin).host}`,
    `authorization: Bearer ${filled.client.token}`,
    ...lines,
    'connection: close',
    '\r\n',
  ].join('\r\n')

test('more headers than anybody needs, or one that is larger', async () => {
  const path = `/audience/${filled.mark}`
  const many = Array.from({ length: 5_000 }, (_, i) => `x-${i}: ${i}`)
  for (const lines of [many, [`x-large: ${'x'.repeat(100_000)}`]]) {
    expect(await bytes(head('DELETE', path, lines))).toMatch(/^HTTP\/1\.1 4\d\d /)
  }
  expect(await bytes(head('GET', path, many.slice(0, 200)))).toMatch(/^HTTP\/1\.1 200 /)
})

test('a removal whose body was cut off on the way removes nobody', async () => {
  const path = `/audience/${filled.mark}/contact`
  const type = 'content-type: application/json'
  for (const request of [
    head('DELETE', path, [type, 'content-length: 50']),
    `${head('DELETE', path, [type, 'content-length: 50'])}{"contacts":["`,
    head('DELETE', path, [type, 'transfer-encoding: chunked']),
    `${head('DELETE', path, [type, 'transfer-encoding: chunked'])}e\r\n{"contacts":["`,
    head('DELETE', path, [type, 'content-length: 5', 'transfer-encoding: chunked']),
    head('DELETE', path, [type, 'content-length: 0', 'content-length: 50']),
    head('DELETE', path, [type, 'content-length: -1']),
  ]) {
    expect(await bytes(request, { cut: true }).catch(() => '')).not.toMatch(/^HTTP\/1\.1 2/)
  }
})
