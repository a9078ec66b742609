import { expect, test } from '@playwright/test'
import { newAccount, newToken } from './accounts'

let headers: Record<string, string>
test.beforeAll(async () => {
  headers = { authorization: `Bearer ${await newToken(await newAccount())}` }
})

test('a path that does not exist, and a method that does not, are problems too', async ({ request }) => {
  for (const path of ['/api/v1', '/api/v1/nothing', '/api/v1/audiences/x/y/z']) {
    const answer = await request.get(path, { headers })
    expect([path, answer.status(), answer.headers()['content-type']]).toEqual([
      path,
      404,
      'application/problem+json',
    ])
  }
  const answer = await request.delete('/api/v1/audiences', { headers })
  expect([answer.status(), answer.headers()['allow']]).toEqual([405, 'GET, POST, HEAD, OPTIONS'])
  expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' })
  const head = await request.head('/api/v1/audiences', { headers })
  expect([head.status(), await head.text()]).toEqual([200, ''])
})

test('ids of any script, with slashes, dots and quotes, and a trailing slash pass through', async ({
  request,
}) => {
  for (const id of [
    'a/b',
    '100%',
    ' x ',
    '"quoted"',
    '名前🎉',
    'مرحبا',
    'a+b&c=d?e#f',
    'x'.repeat(255),
    '...',
  ]) {
    const url = `/api/v1/contacts/${encodeURIComponent(id)}`
    const put = await request.put(url, { headers, data: { properties: { firstName: id.slice(0, 50) } } })
    expect([id, put.status()]).toEqual([id, 201])
    const location = put.headers()['location'] ?? ''
    const found = await request.get(`${location}/`, { headers, maxRedirects: 0 })
    expect(found.status()).toBe(200)
    expect((await found.json()).externalId).toBe(id)
  }
})

test('twenty thousand rows are streamed in and out', async ({ request }) => {
  await request.put('/api/v1/audiences/big', { headers, data: { name: 'Big' } })
  const rows = Array.from({ length: 20_000 }, (_, n) => `{"id":"c${n}","email":"c${n}@example.com"}`).join(
    '\n',
  )
  const type = { 'content-type': 'application/x-ndjson' }
  const sync = await request.post('/api/v1/audiences/big/syncs?mode=replace&unknown=create', {
    headers: { ...headers, ...type },
    data: rows,
  })
  expect(await sync.json()).toMatchObject({ status: 'done', created: 20_000, added: 20_000 })
  const csv = await request.get('/api/v1/audiences/big/contacts', {
    headers: { ...headers, accept: 'text/csv' },
  })
  expect((await csv.text()).trim().split('\n')).toHaveLength(20_001)
})
