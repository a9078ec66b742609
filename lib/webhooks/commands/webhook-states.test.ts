import { Webhook as Verifier } from 'standardwebhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { testReceiver } from '@/lib/testing/receiver'
import { announcedDelivery, jobsOf, waitingDelivery } from '@/lib/testing/webhook-delivery'
import { announce } from '../events'
import { getDelivery, getWebhook } from '../queries'
import { failingMaxMs } from '../rules'
import { deliver } from './deliver'
import { pruneDeliveries } from './prune-deliveries'
import { redeliver } from './redeliver'
import { createWebhook, patchWebhook } from './save-webhook'
import { testWebhook } from './test-webhook'

testDatabase()
const receiver = testReceiver()
const events = ['sync.done' as const]
beforeEach(() => overrideEnv({ WEBHOOK_ALLOW_PRIVATE: 'true' }))

describe('a webhook', () => {
  test('whose server answers 410 is switched off, and what still waits is not sent', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    const second = await announcedDelivery(ctx, webhookId)
    receiver.answers(410)
    await deliver(ctx, job)
    expect(await getWebhook(ctx, webhookId)).toMatchObject({ active: false, switchedOffReason: 'gone' })
    await deliver(ctx, second)
    expect(receiver.received).toHaveLength(1)
    expect(await getDelivery(ctx, webhookId, second.deliveryId)).toMatchObject({
      status: 'failed',
      error: 'The webhook is switched off.',
    })
    expect(await announce(ctx.db, ctx.actor.accountId, { type: 'sync.done', data: {} })).toBe(0)
    const on = await patchWebhook(ctx, webhookId, { active: true })
    expect(on).toMatchObject({
      active: true,
      switchedOffReason: null,
      switchedOffAt: null,
      failingSince: null,
    })
  })

  test('that fails for days is switched off and says why', async () => {
    let now = new Date()
    const ctx = await newAccount({ now: () => now })
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    receiver.answers(500)
    await deliver(ctx, job)
    now = new Date(now.getTime() + failingMaxMs)
    await deliver(ctx, { ...job, attempt: 1 })
    const off = await getWebhook(ctx, webhookId)
    expect(off).toMatchObject({
      active: false,
      switchedOffReason: 'failing',
      switchedOffAt: now.toISOString(),
    })
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({ status: 'failed', attempts: 2 })
  })

  test('that is switched off while a delivery is on its way gets no more of it', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    receiver.answers((response) => {
      void patchWebhook(ctx, webhookId, { active: false }).then(() => response.writeHead(500).end())
    })
    await deliver(ctx, job)
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({ status: 'failed', attempts: 1 })
    expect(await jobsOf(job)).toHaveLength(1)
  })

  test('is tested at once, whether it is on or off, and nothing follows from it', async () => {
    const ctx = await newAccount()
    const { id, secret } = await createWebhook(ctx, { url: receiver.url(), events, active: false })
    expect(await testWebhook(ctx, id)).toMatchObject({
      event: 'webhook.test',
      status: 'delivered',
      httpStatus: 204,
    })
    const { body = '', headers = {} } = receiver.received[0] ?? {}
    expect(new Verifier(secret).verify(body, headers)).toMatchObject({ data: { webhookId: id } })
    receiver.answers(500)
    const failed = await testWebhook(ctx, id)
    expect(failed).toMatchObject({ status: 'failed', error: 'It answered 500.', nextAttemptAt: null })
    expect((await getWebhook(ctx, id)).failingSince).toBeNull()
    const other = await newAccount()
    await expect(testWebhook(other, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a delivery is sent again on request, with the same id, but not by another account', async () => {
  const ctx = await newAccount()
  const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
  await deliver(ctx, job)
  const input = { webhookId, deliveryId: job.deliveryId }
  await expect(redeliver(await newAccount(), input)).rejects.toMatchObject({ code: 'not_found' })
  const other = await createWebhook(ctx, { url: receiver.url(), events, active: true })
  await expect(redeliver(ctx, { ...input, webhookId: other.id })).rejects.toMatchObject({ code: 'not_found' })
  expect(await redeliver(ctx, input)).toMatchObject({ status: 'pending', attempts: 1, deliveredAt: null })
  await redeliver(ctx, input)
  expect((await jobsOf(job)).map(({ attempt }) => attempt)).toEqual([0, 1, 1])
  await deliver(ctx, { ...job, attempt: 1 })
  await deliver(ctx, { ...job, attempt: 1 })
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([2, 1])
  await patchWebhook(ctx, webhookId, { active: false })
  await expect(redeliver(ctx, input)).rejects.toMatchObject({ code: 'conflict' })
})

test('what ended is forgotten after 30 days, what waits is not', async () => {
  const ctx = await newAccount()
  const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
  await deliver(ctx, job)
  const pending = await announcedDelivery(ctx, webhookId)
  const later = (days: number) => ({ ...ctx, now: () => new Date(Date.now() + days * 86_400_000) })
  await pruneDeliveries(later(29))
  expect(await getDelivery(ctx, webhookId, job.deliveryId)).toBeDefined()
  await pruneDeliveries(later(31))
  await expect(getDelivery(ctx, webhookId, job.deliveryId)).rejects.toMatchObject({ code: 'not_found' })
  expect(await getDelivery(ctx, webhookId, pending.deliveryId)).toMatchObject({ status: 'pending' })
})
