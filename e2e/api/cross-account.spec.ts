import { randomUUID } from 'node:crypto'
import { type APIRequestContext, expect, test } from '@playwright/test'
import { newAccount, newToken } from './accounts'
import { type DescribedOperation, describedOperations, exampleRequest } from './document'

// What there is comes from the API's own document: an operation added later is walked without a line here.

const mark = `secret-${randomUUID()}`
/** The ids of the owner's things, under every name by which a path or a query asks for them. */
let ids: Record<string, string>
let owner: string
let unscoped: string
let intruder: string
let operations: DescribedOperation[]

const by = (token: string, headers: Record<string, string> = {}) => ({
  ...headers,
  authorization: `Bearer ${token}`,
})

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ request }) => {
  const [account, other] = await Promise.all([newAccount(), newAccount()])
  owner = await newToken(account)
  unscoped = await newToken(account, 'flows:trigger')
  intruder = await newToken(other)
  // The reference API answers in its own shapes; its specs try the other account's ids themselves.
  operations = (await describedOperations(request)).filter(({ path }) => path.startsWith('/api/v1/'))
  ids = await fill(request)
})

async function fill(request: APIRequestContext): Promise<Record<string, string>> {
  const send = async (method: string, url: string, data: object | string, type = 'application/json') => {
    const answer = await request.fetch(url, { method, data, headers: by(owner, { 'content-type': type }) })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const contacts = `/api/v1/contacts/${mark}`
  await send('PUT', contacts, { email: `${mark}@example.com` })
  await send('PUT', `/api/v1/contacts/${mark}-2`, {})
  await send('PUT', `/api/v1/audiences/${mark}`, { name: mark })
  await send('PUT', `/api/v1/audiences/${mark}-2`, { name: `${mark} 2` })
  const rows = `${mark}\n${mark}-2\n${mark}-nobody\n${mark}-nobody-2\n`
  const sync = await send('POST', `/api/v1/audiences/${mark}/syncs?mode=replace`, rows, 'text/plain')
  const externalId = mark
  return { audienceId: mark, contactId: mark, syncId: sync.id, externalId, confirm: mark }
}

/** All of the owner's that the API shows, to see that nobody else's request changed any of it. */
async function everythingOfOwner(request: APIRequestContext): Promise<string[]> {
  const shown = operations.filter(({ method, path }) => method === 'get' && path.startsWith('/api/v1/'))
  return Promise.all(
    shown.map(async (operation) => {
      const { url, options } = exampleRequest(operation, ids)
      return (await request.fetch(url, { ...options, headers: by(owner) })).text()
    }),
  )
}

const namesAThing = ({ path }: DescribedOperation) => path.includes('{')
/** PUT makes what is not there: in another account it makes one there. Last, so that nothing is found because of it. */
const mayCreate = ({ responses }: DescribedOperation) => responses['201'] !== undefined

test('no operation reaches what another account has', async ({ request }) => {
  const before = await everythingOfOwner(request)
  expect(before.join()).toContain(mark)
  const ordered = [...operations].sort((a, b) => Number(mayCreate(a)) - Number(mayCreate(b)))
  for (const operation of ordered.filter(namesAThing)) {
    const { url, options } = exampleRequest(operation, ids)
    for (const accept of acceptable(operation)) {
      const headers = by(intruder, { ...options.headers, accept })
      const answer = await request.fetch(url, { ...options, headers })
      const called = `${options.method} ${url} as ${accept}`
      if (operation.method === 'put' && mayCreate(operation)) expect(answer.status(), called).toBe(201)
      else expect(answer.status(), `${called}: ${await answer.text()}`).toBe(404)
      expect((await answer.text()).includes(`${mark}@example.com`), called).toBe(false)
    }
  }
  expect(await everythingOfOwner(request)).toEqual(before)
})

test('no list shows what another account has', async ({ request }) => {
  const stranger = await newToken(await newAccount())
  for (const operation of operations.filter((it) => !namesAThing(it) && it.method === 'get')) {
    const { url, options } = exampleRequest(operation, {})
    for (const accept of acceptable(operation)) {
      const answer = await request.fetch(url, { ...options, headers: by(stranger, { accept }) })
      expect((await answer.text()).includes(mark), `${url} as ${accept}`).toBe(false)
    }
    const filtered = exampleRequest(operation, ids).url
    if (filtered === url) continue
    const answer = await request.fetch(filtered, { headers: by(stranger) })
    expect(answer.status(), filtered).toBe(404)
  }
})

test('no cursor leads into another account', async ({ request }) => {
  const paged = operations.filter(
    ({ method, parameters = [] }) => method === 'get' && has(parameters, 'after'),
  )
  expect(paged.length).toBeGreaterThan(0)
  for (const operation of paged) {
    const { url, options } = exampleRequest(operation, ids)
    const first = new URL(url, 'http://any')
    first.searchParams.set('limit', '1')
    first.searchParams.delete('audienceId')
    const page = await (await request.fetch(first.pathname + first.search, { headers: by(owner) })).json()
    // A list of one has no next page to lead to.
    if (page.nextCursor === null) continue
    first.searchParams.set('after', page.nextCursor)
    const answer = await request.fetch(first.pathname + first.search, { ...options, headers: by(intruder) })
    expect([404, 422], `${operation.operationId}: ${await answer.text()}`).toContain(answer.status())
  }
})

test('an Idempotency-Key of another account is just another key', async ({ request }) => {
  const create = (token: string, name: string) =>
    request.post('/api/v1/audiences', {
      headers: by(token, { 'idempotency-key': mark }),
      data: { externalId: `${mark}-key`, name },
    })
  expect((await create(owner, `${mark} a`)).status()).toBe(201)
  const other = await create(intruder, `${mark} b`)
  expect([other.status(), other.headers()['idempotency-replayed']]).toEqual([201, undefined])
})

test('every operation needs a credential, and its scope', async ({ request }) => {
  for (const operation of operations) {
    const { url, options } = exampleRequest(operation, ids)
    const anybody = await request.fetch(url, options)
    expect(anybody.status(), `${options.method} ${url}`).toBe(401)
    const headers = by(unscoped, options.headers)
    const lacking = await request.fetch(url, { ...options, headers })
    expect(lacking.status(), `${options.method} ${url}`).toBe(403)
  }
})

function acceptable({ responses }: DescribedOperation): string[] {
  return Object.keys(responses['200']?.content ?? { '*/*': {} })
}

function has(parameters: { name: string }[], name: string): boolean {
  return parameters.some((parameter) => parameter.name === name)
}
