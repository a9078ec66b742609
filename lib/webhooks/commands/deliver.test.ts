import { Webhook as Verifier } from 'standardwebhooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { testReceiver } from '@/lib/testing/receiver'
import { announcedDelivery, jobsOf, waitingDelivery } from '@/lib/testing/webhook-delivery'
import type { DeliverJob } from '../jobs'
import { getDelivery, getWebhook } from '../queries'
import { retryDelaysS } from '../rules'
import { deleteWebhook } from './delete-webhook'
import { deliver } from './deliver'
import { rotateWebhookSecret } from './rotate-secret'
import { createWebhook } from './save-webhook'

testDatabase()
const receiver = testReceiver()
const events = ['sync.done' as const]
const allowPrivate = (allowed: boolean) => overrideEnv({ WEBHOOK_ALLOW_PRIVATE: String(allowed) })
beforeEach(() => allowPrivate(true))

/** As after its worker died a while ago. */
const lapse = (job: DeliverJob) =>
  pool().query("update webhook_delivery set taken_until = now() - interval '1 second' where id = $1", [
    job.deliveryId,
  ])

describe('a delivery', () => {
  test('is signed so that the receiver can verify it, and noted', async () => {
    const ctx = await newAccount()
    const { webhookId, secret, job } = await waitingDelivery(ctx, receiver.url())
    await deliver(ctx, job)
    const [one] = receiver.received
    const verified = new Verifier(secret).verify(one?.body ?? '', one?.headers ?? {})
    const delivery = await getDelivery(ctx, webhookId, job.deliveryId)
    expect(verified).toEqual({ type: 'sync.done', timestamp: delivery.createdAt, data: delivery.data })
    expect(delivery).toMatchObject({ status: 'delivered', attempts: 1, httpStatus: 204, error: null })
    expect(one?.headers['webhook-id']).toBe(delivery.messageId)
    expect(() => new Verifier(secret).verify(`${one?.body} `, one?.headers ?? {})).toThrow('No matching')
    await deliver(ctx, job)
    expect(receiver.received).toHaveLength(1)
  })

  test('is signed with both secrets while one is rotated, afterwards with the new one', async () => {
    let now = new Date()
    const ctx = await newAccount({ now: () => now })
    const { webhookId, secret, job } = await waitingDelivery(ctx, receiver.url())
    const { secret: fresh } = await rotateWebhookSecret(ctx, webhookId, { overlapHours: 1 })
    await deliver(ctx, job)
    now = new Date(now.getTime() + 3_600_001)
    await deliver(ctx, await announcedDelivery(ctx, webhookId))
    const signatures = receiver.received.map(({ headers }) => headers['webhook-signature']?.split(' ').length)
    expect(signatures).toEqual([2, 1])
    const verify = (by: string) => {
      const { body = '', headers = {} } = receiver.received[0] ?? {}
      return () => new Verifier(by).verify(body, headers)
    }
    expect(verify(secret)).not.toThrow()
    expect(verify(fresh)).not.toThrow()
  })

  test('that fails is made again by the schedule with the same id, until it succeeds', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    receiver.answers(500)
    await deliver(ctx, job)
    receiver.answers(() => {})
    await deliver(ctx, { ...job, attempt: 1 }, { timeoutMs: 50 })
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({
      status: 'pending',
      attempts: 2,
      httpStatus: null,
      error: expect.stringContaining('no answer'),
    })
    expect((await getWebhook(ctx, webhookId)).failingSince).not.toBeNull()
    const jobs = (await jobsOf(job)).slice(1)
    expect(jobs.map(({ attempt }) => attempt)).toEqual([1, 2])
    for (const [i, { inS }] of jobs.entries()) {
      const delayS = retryDelaysS[i] ?? 0
      expect(inS).toBeGreaterThan(delayS - 5)
      expect(inS).toBeLessThanOrEqual(delayS * 1.2)
    }
    receiver.answers(200)
    await deliver(ctx, { ...job, attempt: 2 })
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({
      status: 'delivered',
      attempts: 3,
    })
    expect((await getWebhook(ctx, webhookId)).failingSince).toBeNull()
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(receiver.received).toHaveLength(3)
  })

  test('ends when the schedule does', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    receiver.answers(500)
    for (let attempt = 0; attempt <= retryDelaysS.length; attempt++) await deliver(ctx, { ...job, attempt })
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({
      status: 'failed',
      attempts: 10,
    })
    expect(await jobsOf(job)).toHaveLength(10)
    expect((await getWebhook(ctx, webhookId)).active).toBe(true)
  })

  test('is made once by two workers at once', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    await Promise.all([deliver(ctx, job), deliver(ctx, job), deliver(ctx, job)])
    expect(receiver.received).toHaveLength(1)
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({
      status: 'delivered',
      attempts: 1,
    })
  })

  test('whose worker dies between sending and noting is made again, with the same id', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    // Its clock is asked once to send, and then to note: there it ends.
    const moments = [new Date()]
    const dying = () => {
      const moment = moments.pop()
      if (!moment) throw new Error('killed')
      return moment
    }
    const failing = { ...ctx, now: dying }
    await expect(deliver(failing, job)).rejects.toThrow('killed')
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({
      status: 'pending',
      attempts: 0,
    })
    // While it is taken, whoever else has the job waits for that to pass.
    await deliver(ctx, job)
    expect(receiver.received).toHaveLength(1)
    expect((await jobsOf(job)).map(({ attempt, inS }) => [attempt, inS > 20])).toEqual([
      [0, false],
      [0, true],
    ])
    await lapse(job)
    await deliver(ctx, job)
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
    expect(await getDelivery(ctx, webhookId, job.deliveryId)).toMatchObject({
      status: 'delivered',
      attempts: 1,
    })
  })

  test('is refused when its name leads elsewhere than when the webhook was made (DNS rebinding)', async () => {
    allowPrivate(false)
    const ctx = await newAccount()
    const answers = ['8.8.8.8', '127.0.0.1']
    const resolve = async () => [{ address: answers.shift() ?? '', family: 4 }]
    const url = receiver.url('rebound.test')
    const { id } = await createWebhook(ctx, { url, events, active: true }, resolve)
    const job = await announcedDelivery(ctx, id)
    await deliver(ctx, job, { resolve })
    expect(await getDelivery(ctx, id, job.deliveryId)).toMatchObject({
      status: 'pending',
      error: 'The address is in a private network.',
    })
    expect([answers, receiver.received]).toEqual([[], []])
  })

  test('of a webhook that is deleted meanwhile is not made', async () => {
    const ctx = await newAccount()
    const { webhookId, job } = await waitingDelivery(ctx, receiver.url())
    await deleteWebhook(ctx, webhookId)
    await deliver(ctx, job)
    expect(receiver.received).toEqual([])
  })
})
