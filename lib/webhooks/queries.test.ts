import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { announcedDelivery } from '@/lib/testing/webhook-delivery'
import { deleteWebhook } from './commands/delete-webhook'
import { redeliver } from './commands/redeliver'
import { rotateWebhookSecret } from './commands/rotate-secret'
import { createWebhook, patchWebhook } from './commands/save-webhook'
import { testWebhook } from './commands/test-webhook'
import { countDeliveries, getDelivery, getWebhook, listDeliveries, listWebhookEntries } from './queries'
import { selectDeliveryCounts } from './webhook.sql'

testDatabase()

const url = 'https://8.8.8.8/hook?key=secret'
const input = { url, events: ['sync.done' as const], active: true }
const setStatus = ({ db }: Context, deliveryId: string, status: string) =>
  db.webhookDelivery.updateMany({ where: { id: BigInt(deliveryId) }, data: { status } })

describe('the overview', () => {
  test('has each webhook with its own latest delivery', async () => {
    const ctx = await newAccount()
    const [used, unused] = [await createWebhook(ctx, input), await createWebhook(ctx, input)]
    const { deliveryId: first } = await announcedDelivery(ctx, used.id)
    await setStatus(ctx, first, 'failed')
    await ctx.db.webhookDelivery.deleteMany({ where: { webhookId: Number(unused.id) } })
    const at = (await getDelivery(ctx, used.id, first)).createdAt
    const entries = await listWebhookEntries(ctx)
    expect(entries.map(({ id, lastDelivery }) => [id, lastDelivery])).toEqual([
      [used.id, { status: 'failed', at }],
      [unused.id, null],
    ])
    await announcedDelivery(ctx, used.id)
    expect((await listWebhookEntries(ctx))[0]?.lastDelivery).toMatchObject({ status: 'pending' })
    expect(await listWebhookEntries(await newAccount())).toEqual([])
  })

  test('needs the role or the scope', async () => {
    const ctx = await newAccount({ scopes: ['audiences:write'] })
    await expect(listWebhookEntries(ctx)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await listWebhookEntries(await newAccount({ scopes: ['webhooks:write'] }))).toEqual([])
  })
})

test('deliveries are counted, those that wait apart, up to a bound', async () => {
  const ctx = await newAccount()
  const { id } = await createWebhook(ctx, input)
  expect(await countDeliveries(ctx, id)).toEqual({ all: 0, pending: 0 })
  const { deliveryId } = await announcedDelivery(ctx, id)
  await announcedDelivery(ctx, id)
  await announcedDelivery(ctx, id)
  await setStatus(ctx, deliveryId, 'delivered')
  expect(await countDeliveries(ctx, id)).toEqual({ all: 3, pending: 2 })
  expect(await selectDeliveryCounts(ctx.db, ctx.actor.accountId, Number(id), 2)).toEqual({
    all: 2,
    pending: 2,
  })
  await expect(countDeliveries(await newAccount(), id)).rejects.toMatchObject({ code: 'not_found' })
})

describe.each(['viewer', 'editor'] as const)('a person who is %s', (role) => {
  test('sees a webhook and its log, and of its address no more than the host', async () => {
    const ctx = await newAccount()
    const { id } = await createWebhook(ctx, input)
    const { deliveryId } = await announcedDelivery(ctx, id)
    const who = await asUser(ctx, role)
    expect(await getWebhook(who, id)).toMatchObject({ id, url: 'https://8.8.8.8/…' })
    expect((await listWebhookEntries(who)).map((entry) => entry.url)).toEqual(['https://8.8.8.8/…'])
    const { rows } = await listDeliveries(who, { webhookId: id }, { limit: 10 })
    expect(rows.map((row) => row.id)).toEqual([deliveryId])
    expect(await getDelivery(who, id, deliveryId)).toMatchObject({ status: 'pending' })
    expect(await countDeliveries(who, id)).toEqual({ all: 1, pending: 1 })
    const bare = await createWebhook(ctx, { ...input, url: 'https://8.8.8.8' })
    expect((await getWebhook(who, bare.id)).url).toBe('https://8.8.8.8/')
  })

  test('changes nothing', async () => {
    const ctx = await newAccount()
    const { id } = await createWebhook(ctx, input)
    const { deliveryId } = await announcedDelivery(ctx, id)
    const before = await getWebhook(ctx, id)
    const who = await asUser(ctx, role)
    const refused = { code: 'forbidden' }
    await expect(createWebhook(who, input)).rejects.toMatchObject(refused)
    await expect(patchWebhook(who, id, { active: false })).rejects.toMatchObject(refused)
    await expect(rotateWebhookSecret(who, id, { overlapHours: 0 })).rejects.toMatchObject(refused)
    await expect(testWebhook(who, id)).rejects.toMatchObject(refused)
    await expect(redeliver(who, { webhookId: id, deliveryId })).rejects.toMatchObject(refused)
    await expect(deleteWebhook(who, id)).rejects.toMatchObject(refused)
    expect(await getWebhook(ctx, id)).toEqual(before)
    expect(await countDeliveries(ctx, id)).toEqual({ all: 1, pending: 1 })
  })
})

test('an owner sees the whole address', async () => {
  const ctx = await newAccount()
  const { id } = await createWebhook(ctx, input)
  expect((await getWebhook(await asUser(ctx, 'owner'), id)).url).toBe(url)
})
