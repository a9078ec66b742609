import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { pool } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { getAudience } from '../queries/audiences'
import { SetSyncSettings } from '../schema'
import { deleteAudience } from './delete-audience'
import { createAudience, patchAudience, putAudience } from './save-audience'
import { setSyncSettings } from './set-sync-settings'

testDatabase()

const vip = { externalId: 'vip', name: 'VIP' }
const mine = { syncEveryMinutes: 60, guardShare: 20, guardMin: 5 }

async function newList(ctx: Context): Promise<number> {
  await createAudience(ctx, vip)
  const where = { accountId: ctx.actor.accountId, externalId: 'vip' }
  return (await ctx.db.audience.findFirstOrThrow({ where })).id
}

describe('a marketer', () => {
  test.each(['owner', 'editor'] as const)('who is %s sets, changes and clears them', async (role) => {
    const ctx = await newAccount()
    const listId = await newList(ctx)
    const marketer = await asUser(ctx, role)
    await setSyncSettings(marketer, { listId, ...mine })
    expect(await getAudience(ctx, 'vip')).toMatchObject({ ...vip, ...mine })
    await setSyncSettings(marketer, { listId, ...mine, syncEveryMinutes: 1440 })
    expect(await getAudience(ctx, 'vip')).toMatchObject({ ...mine, syncEveryMinutes: 1440 })
    const none = { syncEveryMinutes: null, guardShare: null, guardMin: null }
    await setSyncSettings(marketer, { listId, ...none })
    expect(await getAudience(ctx, 'vip')).toMatchObject(none)
  })

  test('who sets the same twice changes nothing the second time', async () => {
    const ctx = await newAccount()
    const listId = await newList(ctx)
    const marketer = await asUser(ctx, 'editor')
    await setSyncSettings(marketer, { listId, ...mine })
    const once = await getAudience(ctx, 'vip')
    expect(once.changedAt > once.createdAt).toBe(true)
    await setSyncSettings(marketer, { listId, ...mine })
    expect(await getAudience(ctx, 'vip')).toEqual(once)
  })

  test('who is a viewer, of another account, or too late, sets nothing', async () => {
    const ctx = await newAccount()
    const listId = await newList(ctx)
    const refused = { code: 'forbidden' }
    await expect(setSyncSettings(await asUser(ctx, 'viewer'), { listId, ...mine })).rejects.toMatchObject(
      refused,
    )
    const credential = { ...ctx, actor: { ...ctx.actor, scopes: new Set(['audiences:write'] as const) } }
    await expect(setSyncSettings(credential, { listId, ...mine })).rejects.toMatchObject(refused)
    const stranger = await newAccount({ role: 'owner' })
    await expect(setSyncSettings(stranger, { listId, ...mine })).rejects.toMatchObject({ code: 'not_found' })
    expect((await getAudience(ctx, 'vip')).syncEveryMinutes).toBeNull()
    await deleteAudience(ctx, 'vip')
    await expect(setSyncSettings(await asUser(ctx, 'owner'), { listId, ...mine })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('a sender', () => {
  test('that does not name them wipes nothing; one that does is heeded, also null', async () => {
    const ctx = await newAccount()
    const listId = await newList(ctx)
    await setSyncSettings(await asUser(ctx, 'editor'), { listId, ...mine })
    for (const description of ['Best', undefined]) {
      await putAudience(ctx, 'vip', { name: 'VIP', ...(description && { description }) })
      await patchAudience(ctx, 'vip', { name: 'VIP' })
      expect(await getAudience(ctx, 'vip')).toMatchObject({ ...mine, description: description ?? null })
    }
    await putAudience(ctx, 'vip', { name: 'VIP', syncEveryMinutes: 15, guardShare: null })
    expect(await getAudience(ctx, 'vip')).toMatchObject({ ...mine, syncEveryMinutes: 15, guardShare: null })
  })

  test('that renames it at the same moment loses nothing and takes nothing away', async () => {
    const ctx = await newAccount()
    const listId = await newList(ctx)
    const marketer = await asUser(ctx, 'editor')
    for (let round = 1; round <= 10; round++) {
      const settings = { ...mine, syncEveryMinutes: round }
      await Promise.all([
        putAudience(ctx, 'vip', { name: `VIP ${round}`, description: `Round ${round}` }),
        setSyncSettings(marketer, { listId, ...settings }),
      ])
      const name = `VIP ${round}`
      expect(await getAudience(ctx, 'vip')).toMatchObject({
        ...settings,
        name,
        description: `Round ${round}`,
      })
    }
  })

  test('whose sync holds the audience has the marketer told to wait', async () => {
    const ctx = await newAccount()
    const listId = await newList(ctx)
    const marketer = await asUser(ctx, 'editor')
    const connection = await pool().connect()
    try {
      await connection.query('begin')
      await connection.query('select 1 from audience where id = $1 for no key update', [listId])
      const waiting = marketer.db.$transaction(async (db) => {
        await db.$executeRaw`set local lock_timeout = 100`
        await setSyncSettings({ ...marketer, db: db as Context['db'] }, { listId, ...mine })
      })
      await expect(waiting).rejects.toMatchObject({ code: 'busy' })
    } finally {
      await connection.query('rollback')
      connection.release()
    }
    await setSyncSettings(marketer, { listId, ...mine })
    expect(await getAudience(ctx, 'vip')).toMatchObject(mine)
  })
})

test.each([
  [{ every: 'off' }, null],
  [{ every: '60' }, 60],
  [{ every: '1440', count: '7', unit: 'days' }, 1440],
  [{ every: 'custom', count: ' 90 ', unit: 'minutes' }, 90],
  [{ every: 'custom', count: '6', unit: 'hours' }, 360],
  [{ every: 'custom', count: '366', unit: 'days' }, 527_040],
])('a form with %j says every %j minutes', (fields, minutes) => {
  const form = { listId: '3', guardShare: '', guardMin: ' 7 ', ...fields }
  expect(SetSyncSettings.parse(form)).toEqual({
    listId: 3,
    syncEveryMinutes: minutes,
    guardShare: null,
    guardMin: 7,
  })
})

test.each([
  [{ every: 'custom' }, 'count'],
  [{ every: 'custom', count: '', unit: 'days' }, 'count'],
  [{ every: 'custom', count: '0', unit: 'days' }, 'count'],
  [{ every: 'custom', count: '1.5', unit: 'hours' }, 'count'],
  [{ every: 'custom', count: '367', unit: 'days' }, 'count'],
  [{ every: 'custom', count: 'often', unit: 'days' }, 'count'],
  [{ every: '5' }, 'every'],
  [{ guardShare: '101' }, 'guardShare'],
  [{ guardShare: 'half' }, 'guardShare'],
  [{ guardMin: '-1' }, 'guardMin'],
])('a form with %j is refused for its %s', (fields, field) => {
  const form = { listId: '3', every: 'off', guardShare: '', guardMin: '', ...fields }
  const { error } = SetSyncSettings.safeParse(form)
  expect(error?.issues).toMatchObject([{ path: [field] }])
})
