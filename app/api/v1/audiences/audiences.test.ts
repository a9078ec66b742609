import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { resource } from '@/lib/api/resource'
import { createRuleList, deleteRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import * as one from './[audienceId]/route'
import * as usages from './[audienceId]/usages/route'
import * as all from './route'

testDatabase()

const methods = { ...one }
type Client = Awaited<ReturnType<typeof newApiClient>>
let client: Client
beforeAll(async () => {
  client = await newApiClient()
})

let count = 0
const newInput = (fields: object = {}) => {
  count += 1
  return { externalId: `a-${count}`, name: `Audience ${count}`, ...fields }
}
const create = (body: unknown, headers: Record<string, string> = {}, by = client) =>
  by.send(all.POST, '/api/v1/audiences', { body, headers }, 'POST')
const on = (
  method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS',
  id: string,
  sent: object = {},
  by = client,
) =>
  by.send(
    methods[method],
    `/api/v1/audiences/${encodeURIComponent(id)}`,
    { params: { audienceId: id }, ...sent },
    method,
  )

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = await response.json()
  expect(problem).toMatchObject({ status: response.status, type: `/docs/problems/${problem.code}` })
  return problem
}

describe('audiences', () => {
  test('are created, read, changed, replaced and deleted', async () => {
    const input = newInput({ externalId: 'a/b %c"é', description: 'Why' })
    const created = await create(input)
    expect(created.status).toBe(201)
    expect(created.headers.get('location')).toBe('/api/v1/audiences/a%2Fb%20%25c%22%C3%A9')
    expect(await created.json()).toMatchObject({ ...input, members: 0, stale: false })
    const found = await on('GET', input.externalId)
    expect(found.status).toBe(200)
    expect(found.headers.get('cache-control')).toBe('no-store')
    const patched = await on('PATCH', input.externalId, { body: { description: null } })
    expect(await patched.json()).toMatchObject({ name: input.name, description: null })
    const put = await on('PUT', input.externalId, { body: { name: 'Other name' } })
    expect(put.status).toBe(200)
    expect(await put.json()).toMatchObject({ name: 'Other name' })
    const deleted = await on('DELETE', input.externalId)
    expect([deleted.status, await deleted.text()]).toEqual([204, ''])
    expect((await problemOf(await on('GET', input.externalId))).code).toBe('not_found')
  })

  test('PUT creates what is not there, and what GET answered can be put back', async () => {
    const put = await on('PUT', 'new-one', { body: { name: 'New one' } })
    expect(put.status).toBe(201)
    expect(put.headers.get('location')).toBe('/api/v1/audiences/new-one')
    const again = await on('PUT', 'new-one', { body: await put.json() })
    expect(again.status).toBe(200)
    expect(again.headers.get('etag')).toBe(put.headers.get('etag'))
  })

  test('are listed page by page, and a cursor works only where it came from', async () => {
    const own = await newApiClient()
    for (const name of ['c', 'a', 'b']) await create(newInput({ name }), {}, own)
    const page = async (query: string, by = own) => by.send(all.GET, `/api/v1/audiences?${query}`)
    const first = await (await page('limit=2')).json()
    expect(first.data.map(({ name }: { name: string }) => name)).toEqual(['a', 'b'])
    const after = encodeURIComponent(first.nextCursor)
    const second = await (await page(`limit=5&after=${after}`)).json()
    expect(second).toMatchObject({ data: [{ name: 'c' }], nextCursor: null })
    for (const refused of [
      await page(`limit=2&q=a&after=${after}`),
      await page(`limit=2&after=${after}`, client),
      await page(`limit=2&after=x${after}`),
      await page(`limit=2&after=${after.slice(0, -3)}`),
      await page('after=nonsense'),
    ]) {
      expect(await problemOf(refused)).toMatchObject({
        code: 'invalid',
        errors: [{ in: 'query', pointer: '/after' }],
      })
    }
  })

  test('of another account are not found, by any method', async () => {
    const input = newInput()
    await create(input)
    const other = await newApiClient()
    const body = { name: 'Mine now' }
    expect((await on('GET', input.externalId, {}, other)).status).toBe(404)
    expect((await on('PATCH', input.externalId, { body }, other)).status).toBe(404)
    expect((await on('DELETE', input.externalId, {}, other)).status).toBe(404)
    expect((await on('PUT', input.externalId, { body }, other)).status).toBe(201)
    expect(await (await on('GET', input.externalId)).json()).toMatchObject({ name: input.name })
  })

  test('that are used are not deleted, with or without If-Match', async () => {
    const input = newInput()
    await create(input)
    const { db, actor } = client.ctx
    const { accountId } = actor
    const { id } = await db.audience.findFirstOrThrow({ where: { accountId, externalId: input.externalId } })
    const use = { kind: 'mailing', holderId: 12n, holderName: 'Spring offer', reason: 'It is scheduled.' }
    await db.listHold.create({ data: { accountId, listId: id, ...use } })
    for (const headers of [{}, { 'if-match': '*' }]) {
      const refused = await on('DELETE', input.externalId, { headers })
      expect(await problemOf(refused)).toMatchObject({
        code: 'in_use',
        usages: [{ kind: 'mailing', id: '12', name: 'Spring offer', url: '/mailings/12', blocking: true }],
      })
    }
    await db.listHold.deleteMany({ where: { accountId, listId: id } })
    expect((await on('DELETE', input.externalId)).status).toBe(204)
  })

  test('that a list’s rules name are not deleted before it', async () => {
    const input = newInput()
    await create(input)
    const { db, actor } = client.ctx
    const { accountId } = actor
    const { id } = await db.audience.findFirstOrThrow({ where: { accountId, externalId: input.externalId } })
    const refinement = { on: 'list' as const, list: { kind: 'audience' as const, id }, member: true }
    const rules = { selections: [{ refinements: [refinement] }], exclusions: [] }
    const system = { ...client.ctx, actor: systemActor(accountId) }
    const list = await createRuleList(system, { name: input.name, folderId: null, rules })
    const usage = { kind: 'dynamic-list', id: list.id, name: input.name, blocking: true }
    expect(await problemOf(await on('DELETE', input.externalId))).toMatchObject({
      code: 'in_use',
      usages: [{ ...usage, url: `/dynamic-lists/${list.id}` }],
    })
    await deleteRuleList(system, { listId: Number(list.id) })
    expect((await on('DELETE', input.externalId)).status).toBe(204)
  })

  test('say where they are used', async () => {
    const input = newInput()
    await create(input)
    const params = { audienceId: input.externalId }
    const response = await client.send(usages.GET, `/api/v1/audiences/${input.externalId}/usages`, { params })
    expect(await response.json()).toEqual({ data: [] })
  })
})

describe('a request', () => {
  const cases: [string, () => Promise<Response>, number, string][] = [
    ['without a credential', () => create(newInput(), { authorization: '' }), 401, 'unauthenticated'],
    [
      'with half a token',
      () => create(newInput(), { authorization: 'Bearer rst_x' }),
      401,
      'unauthenticated',
    ],
    ['with broken JSON', () => create('{"name":', { 'content-type': 'application/json' }), 400, 'malformed'],
    [
      'that is not UTF-8',
      () => create(new Uint8Array([0x22, 0xff, 0x22]), { 'content-type': 'application/json' }),
      400,
      'malformed',
    ],
    [
      'in a form',
      () => create('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media',
    ],
    [
      'in Latin-1',
      () => create('{}', { 'content-type': 'application/json; charset=iso-8859-1' }),
      415,
      'unsupported_media',
    ],
    [
      'packed with brotli',
      () => create('{}', { 'content-type': 'application/json', 'content-encoding': 'br' }),
      415,
      'unsupported_media',
    ],
    [
      'that wants XML',
      () => on('GET', 'x', { headers: { accept: 'application/xml' } }),
      406,
      'not_acceptable',
    ],
    ['with too much JSON', () => create(newInput({ description: 'x'.repeat(3e6) })), 413, 'too_large'],
    [
      'with a bomb',
      () =>
        create(gzipSync(Buffer.alloc(50e6)), {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
        }),
      413,
      'too_large',
    ],
    [
      'with damaged gzip',
      () => create('nonsense', { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
      422,
      'invalid',
    ],
    ['without a body', () => create(undefined), 422, 'invalid'],
    ['with an unknown field', () => create(newInput({ desciption: 'x' })), 422, 'invalid'],
    ['with a name too long', () => create(newInput({ name: 'x'.repeat(256) })), 422, 'invalid'],
    ['with an unknown parameter', () => client.send(all.GET, '/api/v1/audiences?limt=1'), 422, 'invalid'],
    [
      'with a parameter twice',
      () => client.send(all.GET, '/api/v1/audiences?limit=1&limit=2'),
      422,
      'invalid',
    ],
    [
      'with a limit out of bounds',
      () => client.send(all.GET, '/api/v1/audiences?limit=1001'),
      422,
      'invalid',
    ],
    [
      'with a body where none is',
      () =>
        on('GET', 'x', {}).then(() =>
          client.send(one.DELETE, '/api/v1/audiences/x', { params: { audienceId: 'x' }, body: {} }, 'DELETE'),
        ),
      422,
      'invalid',
    ],
  ]
  test.each(cases)('%s is refused', async (_, send, status, code) => {
    const response = await send()
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code])
  })

  test('names each field that is wrong', async () => {
    const problem = await problemOf(await create({ externalId: '', nmae: 'x' }))
    expect(problem.errors).toEqual(
      expect.arrayContaining([
        { in: 'body', pointer: '/externalId', detail: 'Give an id.' },
        { in: 'body', pointer: '/nmae', detail: 'There is no such field.' },
        expect.objectContaining({ in: 'body', pointer: '/name' }),
      ]),
    )
  })

  test('needs the scope of the operation', async () => {
    const reader = await newApiClient({ scopes: ['audiences:read'] })
    expect((await problemOf(await create(newInput(), {}, reader))).detail).toContain('audiences:write')
  })

  test('may be packed', async () => {
    const body = gzipSync(JSON.stringify(newInput()))
    const response = await create(body, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    expect(response.status).toBe(201)
  })

  test('carries its id and its limits', async () => {
    const response = await client.send(all.GET, '/api/v1/audiences', { headers: { 'x-request-id': 'job-7' } })
    expect(response.headers.get('x-request-id')).toBe('job-7')
    expect(response.headers.get('ratelimit-policy')).toMatch(/^"credential";q=\d+;w=60$/)
    expect(response.headers.get('ratelimit')).toMatch(/^"credential";r=\d+;t=\d+$/)
  })

  test('by another method is told which there are', async () => {
    const response = await client.send(usages.DELETE, '/api/v1/audiences/x/usages', {}, 'DELETE')
    expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await problemOf(response)).code).toBe('method_not_allowed')
    const options = await on('OPTIONS', 'x')
    expect([options.status, options.headers.get('allow')]).toEqual([
      204,
      'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
    ])
    expect(Object.keys(resource({})).sort()).toEqual([
      'DELETE',
      'GET',
      'HEAD',
      'OPTIONS',
      'PATCH',
      'POST',
      'PUT',
    ])
  })
})

describe('an ETag', () => {
  test('spares an answer that the caller has, and guards a change', async () => {
    const input = newInput()
    await create(input)
    const etag = (await on('GET', input.externalId)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    const fresh = await on('GET', input.externalId, { headers: { 'if-none-match': `W/${etag}, "other"` } })
    expect([fresh.status, await fresh.text(), fresh.headers.get('etag')]).toEqual([304, '', etag])
    const head = await on('HEAD', input.externalId)
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag])

    const change = (match: string, name: string) =>
      on('PATCH', input.externalId, { body: { name }, headers: { 'if-match': match } })
    const changed = await change(etag, 'First')
    expect(changed.status).toBe(200)
    expect((await problemOf(await change(etag, 'Second'))).code).toBe('precondition_failed')
    expect((await change(`W/${changed.headers.get('etag')}`, 'Second')).status).toBe(412)
    expect((await change('*', 'Second')).status).toBe(200)
    const gone = await on('DELETE', input.externalId, { headers: { 'if-match': etag } })
    expect(gone.status).toBe(412)
  })

  test('lets only one of many changes with the same If-Match through', async () => {
    const input = newInput()
    await create(input)
    const etag = (await on('GET', input.externalId)).headers.get('etag') ?? ''
    const changes = Array.from({ length: 8 }, (_, i) =>
      on('PATCH', input.externalId, { body: { description: `${i}` }, headers: { 'if-match': etag } }),
    )
    const statuses = (await Promise.all(changes)).map(({ status }) => status).sort()
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412, 412, 412])
  })

  test('keeps PUT from overwriting what is there, and from creating what is gone', async () => {
    const input = newInput()
    await create(input)
    const put = (id: string, headers: object) => on('PUT', id, { body: { name: `Put ${id}` }, headers })
    expect((await put(input.externalId, { 'if-none-match': '*' })).status).toBe(412)
    expect((await put('nobody', { 'if-match': '*' })).status).toBe(412)
    expect((await put('nobody', { 'if-none-match': '*' })).status).toBe(201)
  })
})

describe('an Idempotency-Key', () => {
  test('gets the first answer again, whole', async () => {
    const input = newInput()
    const first = await create(input, { 'idempotency-key': 'k1' })
    const again = await create(input, { 'idempotency-key': 'k1' })
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
    for (const name of ['location', 'etag', 'content-type']) {
      expect(again.headers.get(name)).toBe(first.headers.get(name))
    }
    expect(await again.text()).toBe(await first.text())
    expect(first.headers.get('idempotency-replayed')).toBeNull()
  })

  test('is for one request only, and for one credential', async () => {
    const input = newInput()
    await create(input, { 'idempotency-key': 'k2' })
    expect((await problemOf(await create(newInput(), { 'idempotency-key': 'k2' }))).code).toBe(
      'idempotency_mismatch',
    )
    const other = await newApiClient({ account: client.ctx })
    expect((await problemOf(await create(input, { 'idempotency-key': 'k2' }, other))).code).toBe('id_taken')
  })

  test('keeps refusals too, but not those that come before the work', async () => {
    const taken = newInput()
    await create(taken)
    const refused = await create(taken, { 'idempotency-key': 'k3' })
    expect((await problemOf(refused)).code).toBe('id_taken')
    expect((await create(taken, { 'idempotency-key': 'k3' })).headers.get('idempotency-replayed')).toBe(
      'true',
    )
    expect((await create({ name: '' }, { 'idempotency-key': 'k4' })).status).toBe(422)
    expect((await create(newInput(), { 'idempotency-key': 'k4' })).status).toBe(201)
  })

  test('lets one of many at once work; the others get its answer or are told to wait', async () => {
    const input = newInput()
    const all = await Promise.all(
      Array.from({ length: 10 }, () => create(input, { 'idempotency-key': 'k5' })),
    )
    for (const response of all) {
      if (response.status !== 409) continue
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
      expect((await problemOf(response)).code).toBe('idempotency_running')
    }
    const worked = all.filter((r) => r.status === 201 && !r.headers.has('idempotency-replayed'))
    expect(worked).toHaveLength(1)
  })

  test.each(['', 'x'.repeat(256), 'né'])('%j is none', async (key) => {
    const response = await create(newInput(), { 'idempotency-key': key })
    expect(response.status).toBe(422)
  })
})
