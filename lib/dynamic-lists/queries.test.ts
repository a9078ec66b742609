import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { pool } from '@/lib/platform/pool'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { rejectSync } from '@/lib/syncs/commands/decide-sync'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { SyncOptions } from '@/lib/syncs/schema'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import {
  countMailableMembers,
  countReach,
  findDynamicLists,
  getDynamicList,
  listDynamicLists,
} from './queries'
import { ReachQuery } from './schema'

testDatabase()

test('whoever is inactive or has no e-mail address counts as a member, and not as one who can be mailed', async () => {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id, email, email_key, status)
    select ${ctx.actor.accountId}, 'c' || n, case when n % 3 > 0 then n || '@x.nl' end,
      case when n % 3 > 0 then n || '@x.nl' else '' end, case when n % 2 = 0 then 'inactive' else 'active' end
    from generate_series(1, 24) n`
  const audience = await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await addContacts(
    ctx,
    'vip',
    Array.from({ length: 12 }, (_, i) => `c${i + 1}`),
  )
  const [list] = await findDynamicLists(ctx, 'VIP', 1)
  expect(list).toMatchObject({ name: audience.name, members: 12 })
  expect(await countMailableMembers(ctx, Number(list?.id))).toBe(4)
  expect(await getDynamicList(ctx, Number(list?.id))).toMatchObject({ members: 12 })
})

describe('the reach of many lists', () => {
  /** `some` has c1 to c6 of an account where every second contact is inactive and every third has no e-mail address. */
  async function newLists(): Promise<{ ctx: Context; idOf: (externalId: string) => number }> {
    const ctx = await newAccount()
    await ctx.db.$executeRaw`
      insert into contact (account_id, external_id, email, email_key, status)
      select ${ctx.actor.accountId}, 'c' || n, case when n % 3 > 0 then n || '@x.nl' end,
        case when n % 3 > 0 then n || '@x.nl' else '' end, case when n % 2 = 0 then 'inactive' else 'active' end
      from generate_series(1, 24) n`
    const members = { all: 24, some: 6, none: 0 }
    for (const [externalId, count] of Object.entries(members)) {
      await createAudience(ctx, { externalId, name: externalId })
      const ids = Array.from({ length: count }, (_, i) => `c${i + 1}`)
      if (count > 0) await addContacts(ctx, externalId, ids)
    }
    const rows = await ctx.db.audience.findMany({ where: { accountId: ctx.actor.accountId } })
    return { ctx, idOf: (externalId) => rows.find((row) => row.externalId === externalId)?.id ?? 0 }
  }

  test('is exact for each of those asked for, and follows what becomes of a contact', async () => {
    const { ctx, idOf } = await newLists()
    const ids = ['all', 'some', 'none'].map(idOf)
    const [all, some, none] = ids.map(String) as [string, string, string]
    expect(await countReach(ctx, ids)).toEqual({ reach: { [all]: 8, [some]: 2, [none]: 0 } })
    expect(await countReach(ctx, [idOf('some')])).toEqual({ reach: { [some]: 2 } })
    expect(await countReach(ctx, [])).toEqual({ reach: {} })
    for (const id of ids) {
      expect({ [id]: await countMailableMembers(ctx, id) }).toEqual((await countReach(ctx, [id])).reach)
    }
    const where = { accountId: ctx.actor.accountId, externalId: 'c1' }
    await ctx.db.contact.updateMany({ where, data: { status: 'inactive' } })
    expect(await countReach(ctx, ids)).toEqual({ reach: { [all]: 7, [some]: 1, [none]: 0 } })
  })

  test('of another account, or of no audience, is not there, and a viewer may ask', async () => {
    const { ctx, idOf } = await newLists()
    const other = await newLists()
    const rules = await ctx.db.list.create({
      data: { accountId: ctx.actor.accountId, kind: 'rules', name: 'Rules', nameKey: 'rules' },
    })
    const asked = [idOf('some'), other.idOf('some'), rules.id, 2_147_483_647]
    const viewer = await asUser(ctx, 'viewer')
    expect(await countReach(viewer, asked)).toEqual({ reach: { [String(idOf('some'))]: 2 } })
    const system = await newAccount({ scopes: ['contacts:read'] })
    await expect(countReach(system, asked)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is absent, not guessed, when it took too long', async () => {
    const { ctx, idOf } = await newLists()
    const connection = await pool().connect()
    try {
      await connection.query('begin; lock table member in access exclusive mode')
      expect(await countReach(ctx, [idOf('some')], 100)).toEqual({ reach: null })
    } finally {
      await connection.query('rollback')
      connection.release()
    }
    expect(await countReach(ctx, [idOf('some')])).toMatchObject({ reach: expect.any(Object) })
  })

  test.each([
    ['3,14', [3, 14]],
    [undefined, []],
    ['', []],
    ['3,', undefined],
    ['x', undefined],
    ['0', undefined],
    [Array.from({ length: 51 }, (_, i) => i + 1).join(), undefined],
  ])('is asked for with ids=%j', (ids, expected) => {
    expect(ReachQuery.safeParse({ ids }).data?.ids).toEqual(expected)
  })
})

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
