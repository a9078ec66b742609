import { beforeAll, describe, expect, test } from 'vitest'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import * as one from './[contactId]/route'
import * as all from './route'

testDatabase()

type Client = Awaited<ReturnType<typeof newApiClient>>
const methods = { ...one }
let client: Client
beforeAll(async () => {
  client = await newApiClient()
})

const on = (method: 'GET' | 'PUT' | 'PATCH' | 'DELETE', contactId: string, sent: object = {}, by = client) =>
  by.send(methods[method], '/api/v1/contacts/x', { params: { contactId }, ...sent }, method)
const bulk = (body: string, type = 'application/x-ndjson', headers = {}) =>
  client.send(all.POST, '/api/v1/contacts', { body, headers: { 'content-type': type, ...headers } }, 'POST')

describe('a contact', () => {
  test('is created, replaced, changed and erased', async () => {
    const id = 'crm/1 é"%'
    const input = { email: 'Ada@example.com', properties: { firstName: 'Ada', city: 'Utrecht' } }
    const put = await on('PUT', id, { body: input })
    expect([put.status, put.headers.get('location')]).toEqual([
      201,
      '/api/v1/contacts/crm%2F1%20%C3%A9%22%25',
    ])
    expect(await put.json()).toMatchObject({ externalId: id, ...input })
    const replaced = await on('PUT', id, {
      body: { email: 'ada@example.com', permissions: [{ bit: 1, granted: true }] },
    })
    expect(await replaced.json()).toMatchObject({ properties: {}, permissions: [{ bit: 1, granted: true }] })
    const patched = await on('PATCH', id, { body: { email: null } })
    expect(await patched.json()).toMatchObject({ email: null, permissions: [{ granted: true }] })
    const found = await on('GET', id)
    expect(found.headers.get('etag')).toBe(patched.headers.get('etag'))
    expect((await on('PUT', id, { body: await found.json() })).status).toBe(200)
    expect((await on('DELETE', id)).status).toBe(204)
    expect((await on('GET', id)).status).toBe(404)
    const back = await on('PUT', id, { body: {} })
    expect([back.status, (await back.json()).code]).toEqual([409, 'contact_erased'])
  })

  test('changes only while it is what If-Match names', async () => {
    const etag = (await on('PUT', 'm', { body: { email: 'm@x.nl' } })).headers.get('etag') ?? ''
    const change = (city: string) =>
      on('PATCH', 'm', { body: { properties: { city } }, headers: { 'if-match': etag } })
    const statuses = await Promise.all(['a', 'b', 'c', 'd'].map(async (city) => (await change(city)).status))
    expect(statuses.sort()).toEqual([200, 412, 412, 412])
    expect((await on('DELETE', 'm', { headers: { 'if-match': etag } })).status).toBe(412)
  })

  test('names the property that does not fit', async () => {
    const response = await on('PUT', 'p', { body: { properties: { shoe: 42 } } })
    expect(await response.json()).toMatchObject({
      code: 'invalid_property',
      errors: [{ in: 'body', pointer: '/shoe' }],
    })
  })

  test('of another account is not found', async () => {
    await on('PUT', 'theirs', { body: { email: 't@x.nl' } })
    const other = await newApiClient()
    expect((await on('GET', 'theirs', {}, other)).status).toBe(404)
    expect((await on('PATCH', 'theirs', { body: {} }, other)).status).toBe(404)
    expect((await on('DELETE', 'theirs', {}, other)).status).toBe(404)
  })
})

describe('contacts', () => {
  test('come in bulk, with what was rejected', async () => {
    const body = '{"id":"b1","email":"b1@x.nl","firstName":"B"}\n{"id":"b2","email":"no"}\n'
    const result = await (await bulk(body)).json()
    expect(result).toMatchObject({
      received: 2,
      created: 1,
      rejected: 1,
      rejections: [{ line: 2, value: 'b2' }],
    })
    const csv = await bulk('id,firstName\nb1,Bea\n', 'text/csv')
    expect(await csv.json()).toMatchObject({ updated: 1 })
    const key = { 'idempotency-key': 'bulk' }
    const first = await bulk(body, undefined, key)
    expect(await (await bulk(body, undefined, key)).json()).toEqual(await first.json())
    expect((await bulk('b1\n', 'text/plain')).status).toBe(415)
    expect((await bulk('{"id":', undefined)).status).toBe(422)
  })

  test('are listed and found by how they begin', async () => {
    const own = await newApiClient()
    for (const id of ['x1', 'x2', 'y1']) await on('PUT', id, { body: { email: `${id}@x.nl` } }, own)
    const list = async (query: string) => (await own.send(all.GET, `/api/v1/contacts?${query}`)).json()
    const page = await list('q=x&limit=1')
    expect(page.data).toMatchObject([{ externalId: 'x1' }])
    expect(await list(`q=x&after=${encodeURIComponent(page.nextCursor)}`)).toMatchObject({
      data: [{ externalId: 'x2' }],
      nextCursor: null,
    })
  })
})
