import { beforeAll, describe, expect, test } from 'vitest'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import { readyMailing, scheduledMailing, startedMailing } from '@/lib/testing/mailings'
import * as one from './[mailingId]/route'
import * as all from './route'

testDatabase()

type Client = Awaited<ReturnType<typeof newApiClient>>
let client: Client
beforeAll(async () => {
  client = await newApiClient({ scopes: ['mailings:read'] })
})

const list = (query = '', by = client) => by.send(all.GET, `/api/v1/mailings${query}`)
const get = (mailingId: string, by = client) =>
  by.send(one.GET, `/api/v1/mailings/${mailingId}`, { params: { mailingId } })

describe('mailings', () => {
  test('are listed a page at a time, the latest made first, and found by name and status', async () => {
    const ids: string[] = []
    for (const name of ['Winter', 'Spring', 'Summer']) ids.unshift(await readyMailing(client.ctx, { name }))
    const first = await (await list('?limit=2')).json()
    expect(first.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
    const second = await (await list(`?limit=2&after=${first.nextCursor}`)).json()
    expect(second).toMatchObject({ data: [{ id: ids[2], name: 'Winter' }], nextCursor: null })
    expect(await (await list('?q=sprin')).json()).toMatchObject({
      data: [{ name: 'Spring', status: 'draft' }],
    })
    expect(await (await list('?status=sent')).json()).toEqual({ data: [], nextCursor: null })
    expect((await list('?status=gone')).status).toBe(422)
    // A cursor is good for its own filter only.
    expect((await list(`?limit=2&q=s&after=${first.nextCursor}`)).status).toBe(422)
  })

  test('have figures once they have started', async () => {
    const mailingId = await scheduledMailing(client.ctx)
    const scheduled = await (await get(mailingId)).json()
    expect(scheduled).toMatchObject({
      ...{ id: mailingId, status: 'scheduled', subject: 'Hello', senderEmail: 'news@shop.example' },
      ...{ figures: null, permission: null },
    })
    expect(scheduled).not.toHaveProperty('revision')
    const begun = await startedMailing(client.ctx)
    await client.ctx.db.mailingRecipient.createMany({
      data: ['sent', 'sent', 'failed', 'passed'].map((status, n) => ({
        ...{ accountId: client.ctx.actor.accountId, mailingId: BigInt(begun), contactId: n + 1, status },
        ...(n === 0 && { openedAt: new Date() }),
      })),
    })
    const response = await get(begun)
    expect(await response.json()).toMatchObject({
      figures: { recipients: 3, sent: 2, failed: 1, opened: 1, clicked: 0 },
    })
    expect(response.headers.get('etag')).not.toBeNull()
  })

  test('are those of the account, for who may read them', async () => {
    const mailingId = await readyMailing(client.ctx)
    const stranger = await newApiClient({ scopes: ['mailings:read'] })
    expect((await get(mailingId, stranger)).status).toBe(404)
    expect(await (await list('', stranger)).json()).toMatchObject({ data: [] })
    const other = await newApiClient({ account: client.ctx, scopes: ['contacts:write'] })
    expect([(await get(mailingId, other)).status, (await list('', other)).status]).toEqual([403, 403])
    expect((await get('999999999999')).status).toBe(404)
    expect((await get('x')).status).toBe(422)
  })
})
