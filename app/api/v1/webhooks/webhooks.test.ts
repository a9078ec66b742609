import { describe, expect, test } from 'vitest'
import { pool } from '@/lib/platform/pool'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import { announce } from '@/lib/webhooks/events'
import { webhooksMax } from '@/lib/webhooks/schema'
import * as redelivery from './[webhookId]/deliveries/[deliveryId]/redeliver/route'
import * as deliveries from './[webhookId]/deliveries/route'
import * as rotate from './[webhookId]/rotate/route'
import * as one from './[webhookId]/route'
import * as testing from './[webhookId]/test/route'
import * as all from './route'

testDatabase()

type Client = Awaited<ReturnType<typeof newApiClient>>
const url = 'https://8.8.8.8/hook'
const given = { url, events: ['sync.held', 'sync.done'] }

const create = (client: Client, body: unknown = given, headers = {}) =>
  client.send(all.POST, '/api/v1/webhooks', { body, headers }, 'POST')
const at = (
  client: Client,
  handler: typeof one.GET,
  id: string,
  method = 'GET',
  body?: unknown,
  headers = {},
) => client.send(handler, `/api/v1/webhooks/${id}`, { params: { webhookId: id }, body, headers }, method)

async function created(client: Client): Promise<{ id: string; secret: string }> {
  const response = await create(client)
  expect(response.status).toBe(201)
  return response.json()
}

describe('a webhook', () => {
  test('is made, read, changed and deleted; its secret is in the first answer only', async () => {
    const client = await newApiClient()
    const response = await create(client)
    const { secret, ...webhook } = await response.json()
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe(`/api/v1/webhooks/${webhook.id}`)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(webhook).toMatchObject({
      url,
      events: ['sync.done', 'sync.held'],
      active: true,
      failingSince: null,
    })
    expect(await (await at(client, one.GET, webhook.id)).json()).toEqual(webhook)
    const listed = await client.send(all.GET, '/api/v1/webhooks')
    expect(await listed.json()).toEqual({ data: [webhook], nextCursor: null })
    const patched = await at(client, one.PATCH, webhook.id, 'PATCH', { ...webhook, events: ['sync.failed'] })
    expect(await patched.json()).toEqual({ ...webhook, events: ['sync.failed'] })
    expect((await at(client, one.DELETE, webhook.id, 'DELETE')).status).toBe(204)
    expect((await at(client, one.GET, webhook.id)).status).toBe(404)
    expect((await at(client, one.DELETE, webhook.id, 'DELETE')).status).toBe(404)
  })

  test('is changed only while it is what If-Match names', async () => {
    const client = await newApiClient()
    const { id } = await created(client)
    const etag = (await at(client, one.GET, id)).headers.get('etag') ?? ''
    const patch = () => at(client, one.PATCH, id, 'PATCH', { active: false }, { 'if-match': etag })
    expect((await patch()).status).toBe(200)
    expect((await patch()).status).toBe(412)
  })

  test('gets another secret, and says until when the old one signs too', async () => {
    const client = await newApiClient()
    const { id, secret } = await created(client)
    const path = `/api/v1/webhooks/${id}/rotate`
    const turn = (body: unknown) =>
      client.send(rotate.POST, path, { params: { webhookId: id }, body }, 'POST')
    const first = await (await turn({})).json()
    expect(first.secret).not.toBe(secret)
    expect(Date.parse(first.previousSecretUntil)).toBeGreaterThan(Date.now() + 23 * 3_600_000)
    expect(await (await turn({ overlapHours: 0 })).json()).toMatchObject({ previousSecretUntil: null })
    const { rows } = await pool().query('select secret, previous_secret from webhook where id = $1', [id])
    expect(rows[0].previous_secret).toBeNull()
    expect(rows[0].secret).not.toContain('whsec_')
  })

  test('made with an Idempotency-Key is answered again with its secret, which nobody reads in the database', async () => {
    const client = await newApiClient()
    const answers = [1, 2].map(() => () => create(client, given, { 'idempotency-key': 'k' }))
    const [first, second] = [await (await answers[0]?.())?.json(), await (await answers[1]?.())?.json()]
    expect(first.secret).toMatch(/^whsec_/)
    expect(second).toEqual(first)
    const { rows } = await pool().query<{ body: string }>('select body from idempotency_key')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.body).not.toContain(first.secret)
  })

  test.each([
    ['ftp://example.com/', '/url'],
    ['javascript:alert(1)', '/url'],
    ['not an address', '/url'],
    ['https://user:secret@example.com/', '/url'],
    [`https://example.com/${'x'.repeat(2_048)}`, '/url'],
    ['http://127.0.0.1:9999/', '/url'],
    ['http://localhost/', '/url'],
    ['http://0x7f.1/', '/url'],
    ['http://[::1]/', '/url'],
    ['http://[::ffff:10.0.0.1]/', '/url'],
    ['http://169.254.169.254/latest/meta-data', '/url'],
  ])('is not made for %s', async (target, pointer) => {
    const response = await create(await newApiClient(), { ...given, url: target })
    expect(response.status).toBe(422)
    expect((await response.json()).errors).toMatchObject([{ pointer }])
  })

  test('needs events that exist', async () => {
    const client = await newApiClient()
    for (const events of [[], ['sync.unknown'], 'sync.done'])
      expect((await create(client, { url, events })).status).toBe(422)
  })

  test('is one of so many', async () => {
    const client = await newApiClient()
    const { accountId } = client.ctx.actor
    const row = { accountId, url, events: ['sync.done'], secret: 'x' }
    await client.ctx.db.webhook.createMany({ data: Array.from({ length: webhooksMax - 1 }, () => row) })
    const both = await Promise.all([create(client), create(client)])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  test('of another account is not there, and without the scope none is', async () => {
    const [owner, other] = [await newApiClient(), await newApiClient()]
    const { id } = await created(owner)
    expect((await at(other, one.GET, id)).status).toBe(404)
    expect((await at(other, one.PATCH, id, 'PATCH', { active: false })).status).toBe(404)
    expect((await at(other, one.DELETE, id, 'DELETE')).status).toBe(404)
    expect((await at(other, deliveries.GET, id)).status).toBe(404)
    expect((await at(owner, one.GET, id)).status).toBe(200)
    for (const odd of ['0', '-1', 'x', '99999999999', '1e3'])
      expect((await at(owner, one.GET, odd)).status).toBe(404)
    const lacking = await newApiClient({ scopes: ['audiences:write'] })
    expect((await create(lacking)).status).toBe(403)
  })
})

test('the log of deliveries is paged, filtered, and ends with the webhook being switched off', async () => {
  const client = await newApiClient()
  const { id } = await created(client)
  for (const n of [1, 2, 3])
    await announce(client.ctx.db, client.ctx.actor.accountId, { type: 'sync.done', data: { n } })
  const list = async (query: string) => {
    const path = `/api/v1/webhooks/${id}/deliveries${query}`
    return (await client.send(deliveries.GET, path, { params: { webhookId: id } })).json()
  }
  const first = await list('?limit=2')
  const rest = await list(`?limit=2&after=${first.nextCursor}`)
  const numbers = [...first.data, ...rest.data].map(({ data }: { data: { n: number } }) => data.n)
  expect([numbers, rest.nextCursor]).toEqual([[3, 2, 1], null])
  expect((await list('?status=failed')).data).toEqual([])
  await at(client, one.PATCH, id, 'PATCH', { active: false })
  expect((await list('?status=failed')).data).toMatchObject(
    [3, 2, 1].map((n) => ({
      data: { n },
      nextAttemptAt: null,
      error: expect.stringContaining('switched off'),
    })),
  )
})

test('a test and a redelivery are asked for over HTTP, and say what came of it', async () => {
  const client = await newApiClient()
  const { id } = await created(client)
  const params = { webhookId: id }
  // Made while it was allowed to; what matters here is that the answer tells.
  await client.ctx.db.webhook.updateMany({ data: { url: 'http://127.0.0.1:1/' } })
  const post = (handler: typeof one.POST, path: string, more = {}) =>
    client.send(handler, `/api/v1/webhooks/${id}/${path}`, { params: { ...params, ...more } }, 'POST')
  const tested = await post(testing.POST, 'test')
  const outcome = await tested.json()
  expect(tested.status).toBe(200)
  expect(outcome).toMatchObject({ status: 'failed', error: expect.stringContaining('private') })
  const more = { deliveryId: outcome.id }
  const again = await post(redelivery.POST, `deliveries/${outcome.id}/redeliver`, more)
  expect([again.status, await again.json()]).toMatchObject([202, { id: outcome.id, status: 'pending' }])
  await at(client, one.PATCH, id, 'PATCH', { active: false })
  expect((await post(redelivery.POST, `deliveries/${outcome.id}/redeliver`, more)).status).toBe(409)
  expect((await post(redelivery.POST, 'deliveries/1/redeliver', { deliveryId: '999999' })).status).toBe(404)
})
