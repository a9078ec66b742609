import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { getContact } from '@/lib/contacts/queries/contacts'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import {
  createPermission,
  deletePermission,
  forgetConsents,
  placePermission,
  renamePermission,
} from './commands'
import { listPermissionEntries, listPermissions } from './queries'
import { bitMax } from './schema'

testDatabase()

const say = (ctx: Context, id: string, bit: number, granted: boolean) =>
  upsertContact(ctx, id, { permissions: [{ bit, granted }] }, { mode: 'upsert', purge: false })
const bitsOf = async (ctx: Context) => (await listPermissions(ctx)).map(({ bit }) => bit)
const idOf = async (ctx: Context, bit: number) =>
  (await ctx.db.permission.findFirstOrThrow({ where: { accountId: ctx.actor.accountId, bit } })).id

describe('a permission', () => {
  test('is created with the lowest free bit, behind the others, or with one of its own', async () => {
    const ctx = await newAccount()
    expect(await createPermission(ctx, { name: 'Offers', bit: 5 })).toEqual({
      bit: 5,
      name: 'Offers',
      rank: 2,
    })
    expect(await createPermission(ctx, { name: 'Events' })).toEqual({ bit: 2, name: 'Events', rank: 3 })
    expect(await bitsOf(ctx)).toEqual([1, 5, 2])
    await expect(createPermission(ctx, { name: ' newsletter' })).rejects.toMatchObject({ field: 'name' })
    await expect(createPermission(ctx, { name: 'X', bit: 5 })).rejects.toMatchObject({ code: 'id_taken' })
  })

  test('is one of those there are bits for, also when many are created at once', async () => {
    const ctx = await newAccount()
    const names = Array.from({ length: bitMax }, (_, at) => `P${at}`)
    const outcomes = await Promise.allSettled(names.map((name) => createPermission(ctx, { name })))
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'limit_reached' } },
    ])
    expect((await bitsOf(ctx)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: bitMax }, (_, at) => at + 1),
    )
  })

  test('gets another name and another place, and keeps its bit', async () => {
    const ctx = await newAccount()
    for (const name of ['Offers', 'Events']) await createPermission(ctx, { name })
    await renamePermission(ctx, { bit: 2, name: 'OFFERS' })
    await expect(renamePermission(ctx, { bit: 2, name: 'events' })).rejects.toMatchObject({
      code: 'name_taken',
    })
    await placePermission(ctx, { bit: 3, place: 0 })
    await Promise.all([1, 2].map((bit) => placePermission(ctx, { bit, place: 0 })))
    expect((await bitsOf(ctx)).at(-1)).toBe(3)
    expect((await listPermissions(ctx)).map(({ rank }) => rank)).toEqual([1, 2, 3])
  })

  test('is deleted with what contacts said to it, and another that gets its bit was granted by nobody', async () => {
    const ctx = await newAccount()
    await createPermission(ctx, { name: 'Offers' })
    await say(ctx, 'ada', 2, true)
    await say(ctx, 'bob', 2, false)
    await say(ctx, 'bob', 1, true)
    expect(await listPermissionEntries(ctx)).toMatchObject([
      { bit: 1, granted: 1, withdrawn: 0 },
      { bit: 2, granted: 1, withdrawn: 1 },
    ])
    const permissionId = await idOf(ctx, 2)
    await expect(forgetConsents(ctx, permissionId)).rejects.toThrow('cannot be forgotten')
    await deletePermission(ctx, { bit: 2 })
    await createPermission(ctx, { name: 'Events' })
    expect(await listPermissionEntries(ctx)).toMatchObject([
      { granted: 1 },
      { bit: 2, granted: 0, withdrawn: 0 },
    ])
    expect((await getContact(ctx, 'ada')).permissions).toEqual([])
    await forgetConsents(ctx, permissionId)
    await forgetConsents(ctx, permissionId)
    const { accountId } = ctx.actor
    expect(await ctx.db.contactPermission.count({ where: { accountId } })).toBe(1)
    expect(await ctx.db.consentChange.findMany({ where: { accountId } })).toMatchObject([{ granted: true }])
  })

  test('gets no consents any more while it is deleted', async () => {
    const ctx = await newAccount()
    const permissionId = await idOf(ctx, 1)
    const says = Array.from({ length: 8 }, (_, at) => say(ctx, `c${at}`, 1, true))
    await Promise.allSettled([...says, deletePermission(ctx, { bit: 1 })])
    await forgetConsents(ctx, permissionId)
    expect(await ctx.db.contactPermission.count({ where: { accountId: ctx.actor.accountId } })).toBe(0)
    await expect(say(ctx, 'ada', 1, true)).rejects.toMatchObject({ code: 'invalid_property' })
  })

  test('stays while the rules of a list name it', async () => {
    const ctx = await newAccount()
    const { accountId } = ctx.actor
    const list = await ctx.db.list.create({
      data: { accountId, kind: 'rules', name: 'Fans', nameKey: 'fans' },
    })
    await ctx.db
      .$executeRaw`insert into rule_list (account_id, id, rules) values (${accountId}, ${list.id}, '{}')`
    const permissionId = await idOf(ctx, 1)
    await ctx.db.ruleListPermission.create({ data: { accountId, ruleListId: list.id, permissionId } })
    await expect(deletePermission(ctx, { bit: 1 })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('“Fans”'),
    })
    expect(await bitsOf(ctx)).toEqual([1])
  })
})

const changes = (ctx: Context) => [
  () => renamePermission(ctx, { bit: 9, name: 'X' }),
  () => placePermission(ctx, { bit: 9, place: 0 }),
  () => deletePermission(ctx, { bit: 9 }),
]

test.each(['editor', 'viewer'] as const)('an %s changes no permission', async (role) => {
  const ctx = await asUser(await newAccount(), role)
  for (const change of [...changes(ctx), () => createPermission(ctx, { name: 'X' })])
    await expect(change()).rejects.toMatchObject({ code: 'forbidden' })
  expect(await listPermissionEntries(ctx)).toHaveLength(1)
})

test('a permission of another account is not found', async () => {
  const [ours, theirs] = [await newAccount(), await newAccount()]
  await createPermission(theirs, { name: 'Theirs', bit: 9 })
  for (const change of changes(ours)) await expect(change()).rejects.toMatchObject({ code: 'not_found' })
  expect(await bitsOf(theirs)).toEqual([1, 9])
})
