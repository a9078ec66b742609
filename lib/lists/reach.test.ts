import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { pool } from '@/lib/platform/pool'
import { createStaticList } from '@/lib/static-lists/commands/save-static-list'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { countMailableMembers, countReach } from './reach'
import { ReachQuery } from './schema'

testDatabase()

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

  test('of a static list is as exact, beside that of audiences', async () => {
    const { ctx, idOf } = await newLists()
    const externalIds = ['c1', 'c2', 'c3', 'c7', 'c8']
    const { id } = await createStaticList(ctx, { name: 'Fair', externalIds })
    const [some, fair] = [idOf('some'), Number(id)]
    expect(await countReach(ctx, [some, fair])).toEqual({ reach: { [String(some)]: 2, [id]: 2 } })
    expect(await countMailableMembers(ctx, fair)).toBe(2)
    const where = { accountId: ctx.actor.accountId, externalId: 'c7' }
    await ctx.db.contact.updateMany({ where, data: { email: null, emailKey: '' } })
    expect(await countMailableMembers(ctx, fair)).toBe(1)
  })

  test('of another account, or of a list by rules, is not there, and a viewer may ask', async () => {
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
