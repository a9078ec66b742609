import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { overrideEnv } from '@/lib/platform/env'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { testReceiver } from '@/lib/testing/receiver'
import { letWorkersDie, testWorkers } from '@/lib/testing/workers'
import { createWebhook } from '@/lib/webhooks/commands/save-webhook'
import { announce } from '@/lib/webhooks/events'
import { listDeliveries } from '@/lib/webhooks/queries'
import { releaseLostJobs } from './heartbeat'

testDatabase()
const receiver = testReceiver()
const workers = testWorkers()

async function webhook(): Promise<{ ctx: Context; webhookId: string }> {
  overrideEnv({ WEBHOOK_ALLOW_PRIVATE: 'true' })
  const ctx = await newAccount()
  const { id } = await createWebhook(ctx, { url: receiver.url(), events: ['sync.done'], active: true })
  return { ctx, webhookId: id }
}

const announceOne = (ctx: Context) =>
  announce(ctx.db, ctx.actor.accountId, { type: 'sync.done', data: { id: '7' } })

async function statuses({ ctx, webhookId }: Awaited<ReturnType<typeof webhook>>): Promise<string[]> {
  const { rows } = await listDeliveries(ctx, { webhookId }, { limit: 100 })
  return rows.map(({ status, attempts }) => `${status} ${attempts}`)
}

const within = { timeout: 45_000, interval: 100 }

test('two workers deliver each event once', { timeout: 60_000 }, async () => {
  const hooks = await Promise.all([webhook(), webhook(), webhook()])
  for (let n = 0; n < 10; n++) for (const { ctx } of hooks) await announceOne(ctx)
  workers.start()
  workers.start()
  const all = Array.from({ length: 10 }, () => 'delivered 1')
  for (const hook of hooks) await expect.poll(() => statuses(hook), within).toEqual(all)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(30)
  expect(receiver.received).toHaveLength(30)
})

test('what a worker was sending when it was killed is sent by the next, with the same id', {
  timeout: 60_000,
}, async () => {
  const hook = await webhook()
  const held = new Promise<void>((done) => receiver.answers(() => done()))
  await announceOne(hook.ctx)
  const killed = workers.start()
  await held
  killed.kill('SIGKILL')
  expect(await statuses(hook)).toEqual(['pending 0'])
  receiver.answers(204)
  // The time passes after which it counts as dead, and its hold on the delivery ends.
  await letWorkersDie()
  await pool().query("update webhook_delivery set taken_until = taken_until - interval '1 minute'")
  expect(await releaseLostJobs(pool())).toBe(1)
  workers.start()
  await expect.poll(() => statuses(hook), within).toEqual(['delivered 1'])
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([2, 1])
})
