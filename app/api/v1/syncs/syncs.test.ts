import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import * as member from '../audiences/[audienceId]/contacts/[contactId]/route'
import * as members from '../audiences/[audienceId]/contacts/route'
import * as audience from '../audiences/[audienceId]/route'
import * as create from '../audiences/[audienceId]/syncs/route'
import * as changes from './[syncId]/changes/route'
import * as rejections from './[syncId]/rejections/route'
import * as one from './[syncId]/route'
import * as all from './route'

testDatabase()

type Client = Awaited<ReturnType<typeof newApiClient>>
const hostile = "=cmd|'/c calc'!A1"
const ids = ['c1', 'c2', 'a/b %é', '名前 🎉', hostile]

async function newClient(): Promise<Client> {
  const client = await newApiClient()
  const { accountId } = client.ctx.actor
  await client.ctx.db.contact.createMany({
    data: ids.map((externalId) => ({ accountId, externalId })),
  })
  const params = { audienceId: 'vip' }
  await client.send(audience.PUT, '/api/v1/audiences/vip', { params, body: { name: 'V/I "P" 名' } }, 'PUT')
  return client
}

let client: Client
beforeAll(async () => {
  client = await newClient()
})

const params = { audienceId: 'vip' }
const sync = (body: unknown, query = 'mode=replace', headers: Record<string, string> = {}, by = client) =>
  by.send(
    create.POST,
    `/api/v1/audiences/vip/syncs?${query}`,
    { params, body, headers: { 'content-type': 'text/plain', ...headers } },
    'POST',
  )
const get = (handler: typeof members.GET, path: string, more: object, headers = {}, by = client) =>
  by.send(handler, path, { params: more as Record<string, string>, headers })
const list = (accept?: string, query = '') =>
  get(members.GET, `/api/v1/audiences/vip/contacts${query}`, params, accept ? { accept } : {})

describe('a sync', () => {
  test('takes all four formats, and answers what it did', async () => {
    const bodies: [string, string][] = [
      ['text/plain', ids.join('\n')],
      ['text/csv', `id\n${ids.map((id) => `"${id}"`).join('\n')}\n`],
      ['application/x-ndjson', ids.map((id) => JSON.stringify({ id })).join('\n')],
      ['application/json', JSON.stringify({ contacts: ids })],
    ]
    for (const [type, body] of bodies) {
      const response = await sync(body, 'mode=replace', { 'content-type': type })
      expect([type, response.status]).toEqual([type, 200])
      expect(await response.json()).toMatchObject({ status: 'done', received: 5, membersAfter: 5 })
    }
    const packed = await sync(gzipSync(ids.join('\n')), 'mode=replace', { 'content-encoding': 'gzip' })
    expect(await packed.json()).toMatchObject({ unchanged: 5 })
  })

  test('stands in the history with its changes and rejections', async () => {
    const by = await newClient()
    const { id } = await (await sync('c1\nnobody\n', 'mode=add', {}, by)).json()
    const found = await get(one.GET, `/api/v1/syncs/${id}`, { syncId: id }, {}, by)
    expect(await found.json()).toMatchObject({ id, added: 1, unknown: 1, rejections: 1 })
    const history = await (await get(all.GET, '/api/v1/syncs?audienceId=vip&limit=1', {}, {}, by)).json()
    expect(history).toMatchObject({ data: [{ id }], nextCursor: null })
    expect((await (await get(all.GET, '/api/v1/syncs?status=failed', {}, {}, by)).json()).data).toEqual([])
    const rows = (handler: typeof changes.GET, accept: string) =>
      get(handler, '/api/v1/syncs/x/y', { syncId: id }, { accept }, by)
    expect((await (await rows(changes.GET, 'application/json')).json()).data).toEqual([
      { change: 'joined', externalId: 'c1', email: null },
    ])
    expect(await (await rows(changes.GET, 'text/csv')).text()).toBe('change,id,email\njoined,c1,\n')
    expect(await (await rows(rejections.GET, 'text/csv')).text()).toContain('nobody')
    expect(JSON.parse(await (await rows(rejections.GET, 'application/x-ndjson')).text())).toMatchObject({
      line: 2,
    })
  })

  test('is refused in a form, without a mode, and with a bomb, and the audience stays', async () => {
    await sync('c1\nc2')
    const refused = [
      await sync('c1', 'mode=replace', { 'content-type': 'application/x-www-form-urlencoded' }),
      await sync('c1', ''),
      await sync('c1', 'mode=replace&upload=parts'),
      await sync('', 'mode=replace'),
      await sync(gzipSync('c1\n'.repeat(2e7)), 'mode=replace', { 'content-encoding': 'gzip' }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([415, 422, 422, 422, 413])
    expect((await (await list()).json()).data).toHaveLength(2)
  })

  test('with an Idempotency-Key runs once; the same body gets its answer, another is refused', async () => {
    const key = { 'idempotency-key': 'sync-1' }
    const first = await sync('c1\nc2', 'mode=add', key)
    const again = await sync('c1\nc2', 'mode=add', key)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.json()).toEqual(await first.json())
    expect((await (await sync('c1', 'mode=add', key)).json()).code).toBe('idempotency_mismatch')
    expect((await (await sync('c1\nc2', 'mode=remove', key)).json()).code).toBe('idempotency_mismatch')
  })

  test('that runs holds its key', async () => {
    let finish = () => {}
    const slow = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('c1\n'))
        finish = () => controller.close()
      },
    })
    const key = { 'idempotency-key': 'slow' }
    const running = sync(slow, 'mode=add', key)
    await expect.poll(() => client.ctx.db.idempotencyKey.count({ where: { key: 'slow' } })).toBe(1)
    const second = await sync('c1\n', 'mode=add', key)
    expect([second.status, (await second.json()).code, second.headers.get('retry-after')]).toEqual([
      409,
      'idempotency_running',
      '2',
    ])
    finish()
    expect((await running).status).toBe(200)
    expect((await sync('c1\n', 'mode=add', key)).headers.get('idempotency-replayed')).toBe('true')
  })
})

describe('the contacts of an audience', () => {
  test('come as a page, as CSV and as NDJSON', async () => {
    await sync(ids.join('\n'))
    const page = await (await list(undefined, '?limit=2')).json()
    expect(page.data).toHaveLength(2)
    const rest = await (await list(undefined, `?after=${encodeURIComponent(page.nextCursor)}`)).json()
    expect([...page.data, ...rest.data].map((row: { externalId: string }) => row.externalId)).toEqual(ids)

    const csv = await list('text/csv;q=0.9, application/json;q=0.1', '?bom=true')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(csv.headers.get('content-disposition')).toBe(
      `attachment; filename="V I P _.csv"; filename*=UTF-8''V%20I%20P%20%E5%90%8D.csv`,
    )
    const bytes = Buffer.from(await csv.arrayBuffer())
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(bytes.toString()).toContain(`\n'${hostile},`)
    const lines = (await (await list('application/x-ndjson')).text()).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).externalId)).toEqual(ids)
  })

  test('one by one: in, out, and unknown', async () => {
    const on = (method: 'GET' | 'PUT' | 'DELETE', contactId: string) =>
      client.send({ ...member }[method], '/x', { params: { ...params, contactId } }, method)
    await sync('c1')
    expect((await on('GET', hostile)).status).toBe(404)
    expect([(await on('PUT', hostile)).status, (await on('PUT', hostile)).status]).toEqual([204, 204])
    expect(await (await on('GET', hostile)).json()).toMatchObject({ externalId: hostile })
    expect([(await on('DELETE', hostile)).status, (await on('DELETE', hostile)).status]).toEqual([204, 204])
    expect((await on('PUT', 'nobody')).status).toBe(404)
    expect((await on('DELETE', 'nobody')).status).toBe(204)
  })

  test('are taken out only when the id is repeated', async () => {
    await sync('c1\nc2')
    const empty = (query: string) =>
      client.send(members.DELETE, `/api/v1/audiences/vip/contacts${query}`, { params }, 'DELETE')
    expect([(await empty('')).status, (await empty('?confirm=VIP')).status]).toEqual([422, 422])
    expect((await (await list()).json()).data).toHaveLength(2)
    expect((await empty('?confirm=vip')).status).toBe(204)
    expect((await (await list()).json()).data).toHaveLength(0)
  })
})
