import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { addContacts, emptyAudience, removeContacts } from '../commands/change-members'
import { undoSync } from '../commands/undo-sync'
import type { Growth } from '../schema'
import { getGrowth } from './growth'
import { listSyncs } from './syncs'

testDatabase()

const now = new Date('2026-03-31T12:00:00Z')

async function newVip(options: { now?: Date } = { now }): Promise<Context> {
  const ctx = await newAccount(options)
  const { accountId } = ctx.actor
  await ctx.db.account.update({ where: { id: accountId }, data: { timeZone: 'Europe/Amsterdam' } })
  const data = ['c1', 'c2', 'c3', 'c4', 'c5'].map((externalId) => ({ accountId, externalId }))
  await ctx.db.contact.createMany({ data })
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  return ctx
}

/** The latest sync happened then. */
async function dated(ctx: Context, at: string): Promise<void> {
  await ctx.db.$executeRaw`
    update sync set applied_at = ${at}::timestamptz
    where account_id = ${ctx.actor.accountId} and id = (select max(id) from sync where account_id = ${ctx.actor.accountId})`
}

function expectConsistent({ days }: Growth): void {
  for (const [i, day] of days.entries()) {
    const before = days[i - 1]
    if (before) expect(day.members).toBe(before.members + day.joined - day.left)
  }
}

test('syncs count on the day of the time zone they were applied on, on both sides of summer time', async () => {
  const ctx = await newVip()
  await addContacts(ctx, 'vip', ['c1', 'c2', 'c3'])
  await dated(ctx, '2026-03-28T22:59:59Z') // 23:59:59 on the 28th
  await removeContacts(ctx, 'vip', ['c1'])
  await dated(ctx, '2026-03-28T23:00:00Z') // midnight of the 29th
  await addContacts(ctx, 'vip', ['c4'])
  await dated(ctx, '2026-03-29T21:59:59Z') // 23:59:59 on the 29th, an hour of which was skipped
  await addContacts(ctx, 'vip', ['c5'])
  await dated(ctx, '2026-03-29T22:00:00Z') // midnight of the 30th
  expect(await getGrowth(ctx, 'vip', { from: '2026-03-27' })).toEqual({
    timeZone: 'Europe/Amsterdam',
    days: [
      { day: '2026-03-27', members: 0, joined: 0, left: 0 },
      { day: '2026-03-28', members: 3, joined: 3, left: 0 },
      { day: '2026-03-29', members: 3, joined: 1, left: 1 },
      { day: '2026-03-30', members: 4, joined: 1, left: 0 },
      { day: '2026-03-31', members: 4, joined: 0, left: 0 },
    ],
  })
  const part = await getGrowth(ctx, 'vip', { from: '2026-03-28', to: '2026-03-29' })
  expect(part.days.map(({ members }) => members)).toEqual([3, 3])
})

test('members before are those of before plus who joined minus who left, after syncs of every kind', async () => {
  const ctx = await newVip({ now: new Date() })
  await addContacts(ctx, 'vip', ['c1', 'c2', 'c3'])
  await dated(ctx, new Date(Date.now() - 20 * 86_400_000).toISOString())
  await emptyAudience(ctx, 'vip')
  const [emptied] = (await listSyncs(ctx, { audienceId: 'vip' }, { limit: 1 })).rows
  await undoSync(ctx, emptied?.id ?? '')
  await addContacts(ctx, 'vip', ['c4'])
  await eraseContact(ctx, 'c1')
  const growth = await getGrowth(ctx, 'vip', {})
  expectConsistent(growth)
  expect(growth.days).toHaveLength(90)
  expect(growth.days[0]?.members).toBe(0)
  // 3 left by emptying, 3 came back, 1 joined, 1 was erased; all of them today, or at midnight by now yesterday.
  const recent = growth.days.slice(-2)
  expect(recent.reduce((sum, { joined }) => sum + joined, 0)).toBe(4)
  expect(recent.reduce((sum, { left }) => sum + left, 0)).toBe(4)
  expect(growth.days.at(-1)?.members).toBe(3)
  expect(growth.days.slice(-10, -3).every(({ members, joined }) => members === 3 && joined === 0)).toBe(true)
})

test('the counts follow from each other even where the clock went back between two syncs', async () => {
  const ctx = await newVip()
  await addContacts(ctx, 'vip', ['c1', 'c2', 'c3'])
  await dated(ctx, '2026-03-20T10:00:00Z')
  await removeContacts(ctx, 'vip', ['c1'])
  await dated(ctx, '2026-03-10T10:00:00Z')
  const growth = await getGrowth(ctx, 'vip', { from: '2026-03-15' })
  expectConsistent(growth)
  expect(growth.days.at(-1)?.members).toBe(2)
})

test('90 days when none are asked for; days to come are left out; too many or the wrong way round are refused', async () => {
  const ctx = await newVip()
  const { days } = await getGrowth(ctx, 'vip', {})
  expect([days.length, days[0]?.day, days.at(-1)?.day]).toEqual([90, '2026-01-01', '2026-03-31'])
  expect((await getGrowth(ctx, 'vip', { from: '2026-03-30', to: '2999-01-01' })).days).toHaveLength(2)
  expect((await getGrowth(ctx, 'vip', { from: '2016-03-24' })).days).toHaveLength(3_660)
  for (const query of [
    { from: '2016-03-23' },
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2026-04-01' },
    { to: '0001-01-01' },
  ]) {
    await expect(getGrowth(ctx, 'vip', query)).rejects.toMatchObject({ code: 'invalid', field: 'from' })
  }
})

test('another account’s is not found, and it needs the scope', async () => {
  await newVip()
  await expect(getGrowth(await newAccount(), 'vip', {})).rejects.toMatchObject({ code: 'not_found' })
  const stranger = await newAccount({ scopes: ['contacts:read'] })
  await expect(getGrowth(stranger, 'vip', {})).rejects.toMatchObject({ code: 'forbidden' })
})
