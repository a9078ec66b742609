import { expect, test } from 'vitest'
import { type Context, inTransaction } from '@/lib/access/context'
import { deleteAudience } from '@/lib/audiences/commands/delete-audience'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { pool, withConnection } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { createWebhook } from './commands/save-webhook'
import { announce, dataMaxBytes } from './events'
import { listDeliveries } from './queries'
import type { WebhookEvent } from './schema'

testDatabase()

const event = { type: 'sync.done', data: { id: '7', audienceId: 'vip' } } as const

async function webhook(ctx: Context, events: WebhookEvent[], active = true): Promise<string> {
  const url = 'https://192.0.2.7.example.test/hook'
  return (await createWebhook(ctx, { url, events, active }, async () => [])).id
}

const deliveries = async (ctx: Context, webhookId: string) =>
  (await listDeliveries(ctx, { webhookId }, { limit: 10 })).rows

async function jobsOf(ctx: Context): Promise<{ payload: unknown; queue: string }[]> {
  const { rows } = await pool().query(
    `select j.payload, q.queue_name as queue from graphile_worker._private_jobs j
     join graphile_worker._private_job_queues q on q.id = j.job_queue_id
     where (j.payload->>'accountId')::int = $1 order by j.id`,
    [ctx.actor.accountId],
  )
  return rows
}

test('an event is stored, with a job, for every active webhook of the account that wants it', async () => {
  const [ctx, other] = [await newAccount(), await newAccount()]
  const wanting = [await webhook(ctx, ['sync.done', 'sync.held']), await webhook(ctx, ['sync.done'])]
  const silent = [await webhook(ctx, ['sync.held']), await webhook(ctx, ['sync.done'], false)]
  const theirs = await webhook(other, ['sync.done'])
  expect(await announce(ctx.db, ctx.actor.accountId, event)).toBe(2)
  const stored = await Promise.all(wanting.map((id) => deliveries(ctx, id)))
  for (const rows of stored) {
    expect(rows).toMatchObject([{ event: 'sync.done', data: event.data, status: 'pending', attempts: 0 }])
    expect(rows[0]?.messageId).toMatch(/^msg_[0-9A-Za-z]{20,}$/)
  }
  // One event has one id, wherever it goes.
  expect(stored[0]?.[0]?.messageId).toBe(stored[1]?.[0]?.messageId)
  for (const id of silent) expect(await deliveries(ctx, id)).toEqual([])
  expect(await deliveries(other, theirs)).toEqual([])
  const { accountId } = ctx.actor
  expect(await jobsOf(ctx)).toEqual(
    wanting.map((id, i) => ({
      payload: { accountId, deliveryId: stored[i]?.[0]?.id, attempt: 0 },
      queue: `webhook-${accountId}-${id}`,
    })),
  )
})

test('nobody who wants it: nothing is stored', async () => {
  const ctx = await newAccount()
  expect(await announce(ctx.db, ctx.actor.accountId, event)).toBe(0)
  expect(await jobsOf(ctx)).toEqual([])
})

test('it belongs to the transaction of either client: undone with it, kept with it', async () => {
  const ctx = await newAccount()
  const id = await webhook(ctx, ['sync.done'])
  const { accountId } = ctx.actor
  const undone = inTransaction(ctx, async (ctx) => {
    expect(await announce(ctx.db, accountId, event)).toBe(1)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await withConnection(async (connection) => {
    await connection.query('begin')
    expect(await announce(connection, accountId, event)).toBe(1)
    await connection.query('rollback')
  })
  expect([await deliveries(ctx, id), await jobsOf(ctx)]).toEqual([[], []])
  await withConnection(async (connection) => {
    await connection.query('begin')
    await announce(connection, accountId, event)
    await connection.query('commit')
  })
  await inTransaction(ctx, (ctx) => announce(ctx.db, accountId, event))
  expect(await deliveries(ctx, id)).toHaveLength(2)
  expect(await jobsOf(ctx)).toHaveLength(2)
})

test('data beyond the bound is refused as the bug that it is', async () => {
  const ctx = await newAccount()
  const data = { text: 'x'.repeat(dataMaxBytes) }
  await expect(announce(ctx.db, ctx.actor.accountId, { type: 'sync.done', data })).rejects.toThrow('larger')
})

test('deleting an audience is announced; a deletion that is refused is not', async () => {
  const ctx = await newAccount()
  const id = await webhook(ctx, ['audience.deleted'])
  await expect(deleteAudience(ctx, 'vip')).rejects.toMatchObject({ code: 'not_found' })
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await deleteAudience(ctx, 'vip')
  expect(await deliveries(ctx, id)).toMatchObject([
    { event: 'audience.deleted', data: { audienceId: 'vip', name: 'VIP', members: 0 } },
  ])
})
