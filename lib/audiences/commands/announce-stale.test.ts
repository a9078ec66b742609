import { expect, test } from 'vitest'
import { type Context, inTransaction } from '@/lib/access/context'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { createWebhook } from '@/lib/webhooks/commands/save-webhook'
import { listDeliveries } from '@/lib/webhooks/queries'
import { getAudience } from '../queries/audiences'
import { announceStale } from './announce-stale'
import { deleteAudience } from './delete-audience'
import { createAudience, putAudience } from './save-audience'
import { setSyncSettings } from './set-sync-settings'

testDatabase()

const hourMs = 60 * 60_000

/** An account that is told what becomes stale, and an audience in it that is expected every hour. */
async function newExpected(externalId = 'vip') {
  const ctx = await newAccount()
  const url = 'https://shop.example.com/events'
  const { id } = await createWebhook(ctx, { url, events: ['audience.stale'], active: true })
  await createAudience(ctx, { externalId, name: 'VIP', syncEveryMinutes: 60 })
  const told = async () =>
    (await listDeliveries(ctx, { webhookId: id }, { limit: 100 })).rows.map(({ data }) => data)
  return { ctx, told }
}

/** The same, so many hours later. */
const later = (ctx: Context, hours: number): Context => ({
  ...ctx,
  now: () => new Date(Date.now() + hours * hourMs),
})

/** A sync that comes so many hours from now. */
async function syncedIn(ctx: Context, hours: number): Promise<void> {
  await addContacts(ctx, 'vip', [])
  await ctx.db.$executeRaw`
    update audience set last_sync_at = now() + make_interval(hours => ${hours}::int)
    where account_id = ${ctx.actor.accountId} and external_id = 'vip'`
}

test('an audience is announced when its sync is overdue, with since when, and no sooner', async () => {
  const { ctx, told } = await newExpected('a/b')
  await announceStale(ctx)
  await announceStale(later(ctx, 0.99))
  expect(await told()).toEqual([])
  await announceStale(later(ctx, 1.01))
  const { createdAt } = await getAudience(ctx, 'a/b')
  const overdueSince = new Date(Date.parse(createdAt) + hourMs).toISOString()
  expect(await told()).toEqual([
    {
      audienceId: 'a/b',
      name: 'VIP',
      lastSyncAt: null,
      syncEveryMinutes: 60,
      overdueSince,
      url: '/api/v1/audiences/a%2Fb',
    },
  ])
})

test('it is announced once, and again only when a sync came and the next did not', async () => {
  const { ctx, told } = await newExpected()
  for (const hours of [2, 2, 3, 50, 1000]) await announceStale(later(ctx, hours))
  expect(await told()).toHaveLength(1)
  await syncedIn(ctx, 1000)
  for (const hours of [1000.5, 1000.9]) await announceStale(later(ctx, hours))
  expect(await told()).toHaveLength(1)
  for (const hours of [1001.2, 1001.3, 1002.1, 1500]) await announceStale(later(ctx, hours))
  const [second] = await told()
  expect(await told()).toHaveLength(2)
  const { lastSyncAt } = await getAudience(ctx, 'vip')
  expect(second).toMatchObject({
    lastSyncAt,
    overdueSince: new Date(Date.parse(lastSyncAt ?? '') + hourMs).toISOString(),
  })
})

test('a cadence that is set, shortened or cleared counts from then on', async () => {
  const { ctx, told } = await newExpected()
  await putAudience(ctx, 'vip', { name: 'VIP', syncEveryMinutes: 60 * 24 * 30 })
  await announceStale(later(ctx, 2))
  expect(await told()).toEqual([])
  const where = { accountId: ctx.actor.accountId }
  const { id: listId } = await ctx.db.audience.findFirstOrThrow({ where })
  const marketer = await asUser(ctx, 'editor')
  const guard = { guardShare: null, guardMin: null }
  await setSyncSettings(marketer, { listId, syncEveryMinutes: null, ...guard })
  await announceStale(later(ctx, 1000))
  expect(await told()).toEqual([])
  await setSyncSettings(marketer, { listId, syncEveryMinutes: 30, ...guard })
  await announceStale(later(ctx, 2))
  expect(await told()).toMatchObject([{ syncEveryMinutes: 30 }])
  // No sync came in between: whoever changes the cadence has not made it fresh.
  await setSyncSettings(marketer, { listId, syncEveryMinutes: 60 * 3, ...guard })
  await announceStale(later(ctx, 4))
  expect(await told()).toHaveLength(1)
})

test('many workers at once announce each audience once', async () => {
  const { ctx, told } = await newExpected()
  const ids = Array.from({ length: 119 }, (_, n) => `more-${n}`)
  for (const id of ids) await createAudience(ctx, { externalId: id, name: id, syncEveryMinutes: 60 })
  await Promise.all([1, 2, 3, 4].map(() => announceStale(later(ctx, 2))))
  await announceStale(later(ctx, 2))
  const audienceIds = (
    await ctx.db.webhookDelivery.findMany({ where: { accountId: ctx.actor.accountId } })
  ).map(({ payload }) => (payload as { audienceId: string }).audienceId)
  expect(audienceIds.sort()).toEqual(['vip', ...ids].sort())
  expect(await told()).toHaveLength(100)
})

test('a worker that dies half-way has announced nothing, and the next one does', async () => {
  const { ctx, told } = await newExpected()
  const dies = inTransaction(later(ctx, 2), async (ctx) => {
    expect(await announceStale(ctx)).toBeGreaterThan(0)
    throw new Error('killed')
  })
  await expect(dies).rejects.toThrow('killed')
  expect(await told()).toEqual([])
  await announceStale(later(ctx, 2))
  expect(await told()).toHaveLength(1)
})

test('one that is being synced is left alone until that is done', async () => {
  const { ctx, told } = await newExpected()
  await inTransaction(ctx, async ({ db }) => {
    await db.$queryRaw`
      select 1 from audience where account_id = ${ctx.actor.accountId} for no key update`
    await announceStale(later(ctx, 2))
  })
  expect(await told()).toEqual([])
  await announceStale(later(ctx, 2))
  expect(await told()).toHaveLength(1)
})

test('none is announced that is gone, or in an account that has no audiences any more', async () => {
  const [deleted, mail] = [await newExpected(), await newExpected()]
  await deleteAudience(deleted.ctx, 'vip')
  await mail.ctx.db.account.update({ where: { id: mail.ctx.actor.accountId }, data: { product: 'mail' } })
  await announceStale(later(mail.ctx, 2))
  expect([...(await deleted.told()), ...(await mail.told())]).toEqual([])
})
