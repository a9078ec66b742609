import { expect, test } from 'vitest'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { rejectSync } from '@/lib/syncs/commands/decide-sync'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { SyncOptions } from '@/lib/syncs/schema'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { findDynamicLists, getDynamicList, listDynamicLists } from './queries'

testDatabase()

test('an audience says which of its syncs is held, until that is decided', async () => {
  const ctx = await newAccount()
  const other = await newAccount()
  for (const of of [ctx, other]) {
    await createAudience(of, { externalId: 'vip', name: 'VIP' })
    await createAudience(of, { externalId: 'quiet', name: 'Quiet' })
  }
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, 2) n`
  await addContacts(ctx, 'vip', ['c1', 'c2'])
  const body = {
    stream: (async function* () {
      yield Buffer.from('c1')
    })(),
    contentType: 'text/plain',
  }
  const held = await runSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace', maxRemovals: '0' }), body)
  const [list] = await findDynamicLists(ctx, 'VIP', 1)
  expect(list).toMatchObject({ heldSyncId: held.id })
  expect(await getDynamicList(ctx, Number(list?.id))).toMatchObject({ heldSyncId: held.id })
  const sort = { field: 'name', direction: 'asc' } as const
  const ofHeld = async (of: typeof ctx) => {
    const { rows, total } = await listDynamicLists(of, { held: true, sort }, { limit: 10 })
    return { names: rows.map(({ name }) => name), total }
  }
  expect(await ofHeld(ctx)).toEqual({ names: ['VIP'], total: 1 })
  expect(await ofHeld(other)).toEqual({ names: [], total: 0 })
  await rejectSync(ctx, held.id)
  expect(await ofHeld(ctx)).toEqual({ names: [], total: 0 })
  expect((await findDynamicLists(ctx, 'VIP', 1))[0]).toMatchObject({ heldSyncId: null })
})

test('the overview is narrowed to audiences that are overdue, those that show as stale', async () => {
  const ctx = await newAccount()
  const other = await newAccount()
  await createAudience(other, { externalId: 'theirs', name: 'Theirs', syncEveryMinutes: 1 })
  for (const [externalId, syncEveryMinutes] of [
    ['hourly', 60],
    ['daily', 1440],
    ['never', null],
  ] as const) {
    await createAudience(ctx, { externalId, name: externalId, syncEveryMinutes })
  }
  const sort = { field: 'name', direction: 'asc' } as const
  const staleIn = async (hours: number) => {
    const now = () => new Date(Date.now() + hours * 60 * 60_000)
    const { rows, total } = await listDynamicLists({ ...ctx, now }, { stale: true, sort }, { limit: 10 })
    const all = await listDynamicLists({ ...ctx, now }, { sort }, { limit: 10 })
    const shown = all.rows.filter((row) => row.stale)
    expect([rows.map(({ id }) => id), total]).toEqual([shown.map(({ id }) => id), shown.length])
    return rows.map(({ name }) => name)
  }
  expect(await staleIn(0)).toEqual([])
  expect(await staleIn(2)).toEqual(['hourly'])
  expect(await staleIn(25)).toEqual(['daily', 'hourly'])
  await addContacts(ctx, 'hourly', [])
  expect(await staleIn(0.9)).toEqual([])
})
