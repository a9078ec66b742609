import fs from 'node:fs'
import { type APIResponse, expect, test } from '@playwright/test'
import { type DescribedOperation, describedOperations, exampleRequest } from './document'
import { type FilledAccount, fillAccount, rowsOf } from './filled-account'
import { newClient } from './reference-client'

// What there is comes from the API's own document: an operation added later is walked without a line here.

let owner: FilledAccount
let operations: DescribedOperation[]
let before: Record<string, string[]>

const by = (token: string, headers: Record<string, string> = {}) => ({
  ...headers,
  authorization: `Bearer ${token}`,
})
const isReference = ({ path }: DescribedOperation) => path.startsWith('/integrationservice')
const namesAThing = ({ path }: DescribedOperation) => path.includes('{')
/** PUT makes what is not there: in another account it makes one there. */
const makes = ({ method, responses }: DescribedOperation) =>
  method === 'put' && responses['201'] !== undefined
const isList = (operation: DescribedOperation) => operation.method === 'get' && !namesAThing(operation)

/** Every way to ask for the same: each format that is answered, both paths, and without the body where it may be absent. */
function requestsFor(operation: DescribedOperation, ids: Record<string, string>) {
  const { url, options } = exampleRequest(operation, ids)
  const bodiless = { method: options.method, headers: {} }
  const sent = operation.requestBody?.required === false ? [options, bodiless] : [options]
  const urls = isReference(operation) ? [url, url.replace('service/', 'service-1.1.0/')] : [url]
  const formats = Object.keys(operation.responses['200']?.content ?? { '*/*': {} })
  return urls.flatMap((url) =>
    formats.flatMap((accept) =>
      sent.map((options) => ({ url, options, headers: { ...options.headers, accept } })),
    ),
  )
}

const told = async (called: string, answer: APIResponse) =>
  `${called}: ${answer.status()} ${await answer.text()}`

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ request }) => {
  owner = await fillAccount()
  operations = await describedOperations(request)
  before = await rowsOf(owner.client.accountId)
})

test.afterEach(async () => {
  expect(await rowsOf(owner.client.accountId)).toEqual(before)
})

test('the other account has something to lose', () => {
  const filled = Object.keys(before).filter((table) => before[table]?.length)
  expect(filled).toEqual(
    expect.arrayContaining([
      'audience',
      'bounce',
      'contact',
      'contact_permission',
      'folder',
      'former_member',
    ]),
  )
  expect(filled).toEqual(
    expect.arrayContaining(['account', 'list', 'member', 'sync', 'sync_rejection', 'webhook']),
  )
})

test('every address there is, with every method it has, is in the document', async ({ request }) => {
  const paths = ['api/v1', 'integrationservice'].flatMap((base) =>
    fs
      .readdirSync(`app/${base}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)route\.ts$/.test(file))
      .map((file) => `/${base}/${file.replace(/\/?route\.ts$/, '')}`.replace(/\[(\w+)\]/g, '{$1}')),
  )
  expect(paths.length).toBeGreaterThan(20)
  for (const path of paths) {
    // Refuse whatever they are asked, or are the document.
    if (/\[\.\.\.|malformed-url$|openapi\.json$|^\/integrationservice\/$/.test(path)) continue
    const documented = operations.filter((operation) => operation.path === path)
    const { allow = '' } = (await request.fetch(path.replace(/[{}]/g, ''), { method: 'OPTIONS' })).headers()
    const methods = allow.split(', ').filter((method) => !/HEAD|OPTIONS/.test(method))
    expect([path, documented.map(({ method }) => method.toUpperCase()).sort()]).toEqual([
      path,
      methods.sort(),
    ])
  }
})

test('no operation reaches what another account has', async ({ request }) => {
  const { token } = await newClient()
  // What makes a thing comes last, so that nothing is found because of it.
  const ordered = [...operations].sort((a, b) => Number(makes(a)) - Number(makes(b)))
  for (const operation of ordered.filter(namesAThing)) {
    for (const { url, options, headers } of requestsFor(operation, owner.ids)) {
      const answer = await request.fetch(url, { ...options, headers: by(token, headers) })
      const called = `${options.method} ${url} as ${headers.accept}`
      expect(answer.status(), await told(called, answer)).toBe(makes(operation) ? 201 : 404)
      expect((await answer.text()).includes('@example.com') && !makes(operation), called).toBe(false)
    }
  }
})

test('what is made with the ids of another account is made anew', async ({ request }) => {
  const making = operations.filter((it) => it.method === 'post' && isReference(it) && !namesAThing(it))
  expect(making.length).toBeGreaterThan(2)
  for (const operation of making) {
    for (const { url, options, headers } of requestsFor(operation, owner.ids)) {
      const stranger = await newClient()
      const answer = await request.fetch(url, { ...options, headers: by(stranger.token, headers) })
      const called = await told(`${options.method} ${url}`, answer)
      expect(answer.ok(), called).toBe(true)
      // Not even that the id is taken elsewhere may show.
      expect(called).not.toMatch(/EXISTS|IN_USE|NOTUNIQUE|OPTOUT|Updated/)
      const made = await rowsOf(stranger.accountId)
      expect([...(made['audience'] ?? []), ...(made['contact'] ?? [])].join(), called).toContain(owner.mark)
    }
  }
})

test('with the same ids in both accounts, each changes its own', async ({ request }) => {
  const twin = await fillAccount(owner.mark)
  const { token, accountId } = twin.client
  const depth = ({ path }: DescribedOperation) => path.split('/').length
  const rank = ({ method }: DescribedOperation) => ['get', 'post', 'put', 'patch', 'delete'].indexOf(method)
  const ordered = [...operations].sort((a, b) => rank(a) - rank(b) || depth(b) - depth(a))
  for (const operation of ordered) {
    for (const { url, options, headers } of requestsFor(operation, twin.ids)) {
      const answer = await request.fetch(url, { ...options, headers: by(token, headers) })
      expect(answer.status(), await told(`${options.method} ${url}`, answer)).toBeLessThan(500)
    }
  }
  const left = await rowsOf(accountId)
  expect([left['audience']?.join(), left['member']]).toEqual([
    expect.not.stringContaining(`"${twin.mark}"`),
    [],
  ])
})

test('emptying an audience empties the own one', async () => {
  const twin = await fillAccount(owner.mark)
  const answer = await twin.client.send('DELETE', `/audience/${owner.mark}/contact`)
  expect(answer.status).toBe(204)
  expect((await rowsOf(twin.client.accountId))['member']).toEqual([])
  expect(before['member']).toHaveLength(1)
})

test('no list shows what another account has', async ({ request }) => {
  const { token } = await newClient()
  for (const operation of operations.filter(isList)) {
    // The ids of v1's filters name things, which are then not found; the reference API searches by what they hold.
    const ids = isReference(operation) ? owner.ids : {}
    for (const { url, options, headers } of requestsFor(operation, ids)) {
      const shown = async (as_: string) =>
        (await request.fetch(url, { ...options, headers: by(as_, headers) })).text()
      expect(await shown(owner.client.token), `${url} to its owner`).toContain(owner.mark)
      expect((await shown(token)).includes(owner.mark), `${url} as ${headers.accept}`).toBe(false)
    }
    if (isReference(operation)) continue
    const [plain, filtered] = [exampleRequest(operation, {}).url, exampleRequest(operation, owner.ids).url]
    if (filtered === plain) continue
    const answer = await request.fetch(filtered, { headers: by(token) })
    expect(answer.status(), filtered).toBe(404)
  }
})

test('no cursor leads into another account', async ({ request }) => {
  const paged = operations.filter(
    ({ method, parameters = [] }) => method === 'get' && parameters.some(({ name }) => name === 'after'),
  )
  expect(paged.filter(isReference).length).toBe(3)
  const { token } = await newClient()
  for (const operation of paged) {
    const { url, options } = exampleRequest(operation, owner.ids)
    const page = new URL(url, 'http://any')
    page.searchParams.set(isReference(operation) ? 'pageSize' : 'limit', '1')
    page.searchParams.delete('audienceId')
    const ask = (as_: string) => request.fetch(page.pathname + page.search, { ...options, headers: by(as_) })
    const first = await (await ask(owner.client.token)).json()
    const after = isReference(operation) ? first.paging.after : first.nextCursor
    // A list of one has no next page to lead to.
    if (after === null && !isReference(operation)) continue
    page.searchParams.set('after', after)
    expect((await ask(owner.client.token)).status(), operation.operationId).toBe(200)
    const answer = await ask(token)
    expect([400, 404, 422], await told(operation.operationId, answer)).toContain(answer.status())
  }
})

test('every operation needs a credential, and its scope', async ({ request }) => {
  const unscoped = await newClient({ account: owner.client.account, scopes: ['flows:trigger'] })
  before = await rowsOf(owner.client.accountId)
  for (const operation of operations) {
    for (const { url, options, headers } of requestsFor(operation, owner.ids)) {
      const anybody = await request.fetch(url, { ...options, headers })
      expect(anybody.status(), `${options.method} ${url}`).toBe(401)
      const lacking = await request.fetch(url, { ...options, headers: by(unscoped.token, headers) })
      expect(lacking.status(), `${options.method} ${url}`).toBe(403)
    }
  }
})

test('an Idempotency-Key of another account is just another key', async ({ request }) => {
  const create = ({ token }: { token: string }, name: string) =>
    request.post('/api/v1/audiences', {
      headers: by(token, { 'idempotency-key': owner.mark }),
      data: { externalId: `${owner.mark}-key`, name },
    })
  expect((await create(owner.client, `${owner.mark} a`)).status()).toBe(201)
  before = await rowsOf(owner.client.accountId)
  const other = await create(await newClient(), `${owner.mark} b`)
  expect([other.status(), other.headers()['idempotency-replayed']]).toEqual([201, undefined])
})
