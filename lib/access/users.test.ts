import { randomUUID } from 'node:crypto'
import { verifyPassword } from 'better-auth/crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import type { Context } from './context'
import { endOtherSessions, endSession, listSessions, switchAccount } from './sessions'
import {
  addUser,
  changeRole,
  joinAccount,
  listMemberships,
  listUsers,
  removeUser,
  resetPassword,
} from './users'

testDatabase()

const somebody = (role: 'owner' | 'editor' | 'viewer' = 'editor') => ({
  email: `${randomUUID()}@Shop.example`,
  name: 'Ada',
  password: 'correct horse battery',
  role,
})

let owner: Context
let stranger: Context
beforeAll(async () => {
  owner = await newAccount({ role: 'owner' })
  stranger = await newAccount({ role: 'owner' })
})

const ownId = (ctx: Context) => (ctx.actor.kind === 'user' ? ctx.actor.userId : '')
const roleOf = async (userId: string) => {
  return (await listUsers(owner)).find((user) => user.userId === userId)?.role
}

async function newSession(ctx: Context, userId: string, hours = 1): Promise<string> {
  const id = randomUUID()
  const expiresAt = new Date(ctx.now().getTime() + hours * 3_600_000)
  await ctx.db.userSession.create({ data: { id, token: id, userId, expiresAt, userAgent: 'Test' } })
  return id
}

describe('addUser', () => {
  test('lets somebody in, in lower case and with a password that only a hash is kept of', async () => {
    const input = somebody()
    const userId = await addUser(owner, input)

    expect(await listUsers(owner)).toContainEqual({
      userId,
      name: 'Ada',
      email: input.email.toLowerCase(),
      role: 'editor',
    })
    const login = await owner.db.userLogin.findFirstOrThrow({ where: { userId } })
    expect(login).toMatchObject({ providerId: 'credential', accountId: userId })
    const hash = login.password ?? ''
    expect(hash).not.toContain(input.password)
    expect(await verifyPassword({ hash, password: input.password })).toBe(true)
  })

  test('refuses an address twice, in this account and in another, also at once', async () => {
    const input = somebody()
    const outcomes = await Promise.allSettled([addUser(owner, input), addUser(stranger, input)])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    for (const ctx of [owner, stranger]) {
      const again = { ...input, email: input.email.toUpperCase() }
      await expect(addUser(ctx, again)).rejects.toMatchObject({ code: 'id_taken', field: 'email' })
    }
  })

  test.each(['editor', 'viewer'] as const)('is refused to a %s', async (role) => {
    const ctx = await asUser(owner, role)

    await expect(addUser(ctx, somebody())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listUsers(ctx)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('changeRole', () => {
  test('changes it in this account only', async () => {
    const userId = await addUser(owner, somebody('viewer'))
    await changeRole(owner, userId, 'editor')

    expect(await roleOf(userId)).toBe('editor')
    await expect(changeRole(stranger, userId, 'viewer')).rejects.toMatchObject({ code: 'not_found' })
    await expect(changeRole(await asUser(owner, 'editor'), userId, 'owner')).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await roleOf(userId)).toBe('editor')
  })

  test('leaves an owner, also when two step back at once', async () => {
    const account = await newAccount({ role: 'owner' })
    const second = await asUser(account, 'owner')

    const outcomes = await Promise.allSettled([
      changeRole(account, ownId(account), 'viewer'),
      changeRole(second, ownId(second), 'viewer'),
    ])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const owners = await account.db.accountUser.count({
      where: { accountId: account.actor.accountId, role: 'owner' },
    })
    expect(owners).toBe(1)
  })
})

describe('removeUser', () => {
  test('puts out who has no other account, and lets the address in again later', async () => {
    const input = somebody()
    const userId = await addUser(owner, input)
    await newSession(owner, userId)
    await removeUser(owner, userId)

    expect(await roleOf(userId)).toBeUndefined()
    expect(await owner.db.userSession.count({ where: { userId } })).toBe(0)
    expect(await owner.db.userLogin.count({ where: { userId } })).toBe(0)
    expect(await addUser(stranger, { ...input, name: 'Again' })).toBe(userId)
    expect((await listUsers(stranger)).find((user) => user.userId === userId)?.name).toBe('Again')
  })

  test('leaves somebody who has another account their way in', async () => {
    const input = somebody()
    const userId = await addUser(owner, input)
    const { accountId } = stranger.actor
    const email = input.email.toLowerCase()
    expect(await joinAccount(owner, { accountId, email, role: 'viewer' })).toBe(true)
    await removeUser(owner, userId)

    expect((await listMemberships(owner, userId)).map((each) => each.accountId)).toEqual([accountId])
    expect(await owner.db.userLogin.count({ where: { userId } })).toBe(1)
  })

  test('is refused for the last owner, to other roles, and for users of other accounts', async () => {
    const viewer = await asUser(stranger, 'viewer')

    await expect(removeUser(stranger, ownId(stranger))).rejects.toMatchObject({ code: 'conflict' })
    await expect(removeUser(owner, ownId(viewer))).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeUser(viewer, ownId(viewer))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('joining another account is once, and only for those who sign in already', async () => {
  const input = somebody()
  const join = {
    accountId: stranger.actor.accountId,
    email: input.email.toLowerCase(),
    role: 'viewer',
  } as const
  expect(await joinAccount(owner, join)).toBe(false)
  await addUser(owner, input)

  expect(await joinAccount(owner, join)).toBe(true)
  await expect(joinAccount(owner, join)).rejects.toMatchObject({ code: 'id_taken' })
})

test('a reset password replaces the old one and ends every session', async () => {
  const input = somebody()
  const userId = await addUser(owner, input)
  await newSession(owner, userId)
  await resetPassword(owner, input.email.toLowerCase(), 'another horse battery')

  const { password: hash } = await owner.db.userLogin.findFirstOrThrow({ where: { userId } })
  expect(await verifyPassword({ hash: hash ?? '', password: 'another horse battery' })).toBe(true)
  expect(await owner.db.userSession.count({ where: { userId } })).toBe(0)
  await expect(resetPassword(owner, 'nobody@shop.example', 'another horse')).rejects.toMatchObject({
    code: 'not_found',
  })
})

describe('sessions', () => {
  test('a user sees and ends their own and nobody else’s', async () => {
    const [userId, other] = [ownId(owner), ownId(stranger)]
    const [here, there, over] = [
      await newSession(owner, userId),
      await newSession(owner, userId),
      await newSession(owner, userId, -1),
    ]
    const others = await newSession(owner, other)
    const signed = { userId, sessionId: here }

    const listed = await listSessions(owner, signed)
    expect(listed.map(({ id, current }) => [id, current])).toEqual(
      expect.arrayContaining([
        [here, true],
        [there, false],
      ]),
    )
    expect(listed.map(({ id }) => id)).not.toContain(over)
    await endSession(owner, signed, others)
    expect(await owner.db.userSession.count({ where: { id: others } })).toBe(1)
    await endSession(owner, signed, there)
    await endSession(owner, signed, there)
    await newSession(owner, userId)
    await endOtherSessions(owner, signed)
    expect((await listSessions(owner, signed)).map(({ id }) => id)).toEqual([here])
    expect(await owner.db.userSession.count({ where: { id: others } })).toBe(1)
  })

  test('switching is to an account of one’s own, in one session', async () => {
    const userId = ownId(owner)
    const signed = { userId, sessionId: await newSession(owner, userId) }
    const elsewhere = await newSession(owner, userId)

    await expect(switchAccount(owner, signed, stranger.actor.accountId)).rejects.toMatchObject({
      code: 'not_found',
    })
    await switchAccount(owner, signed, owner.actor.accountId)
    const active = async (id: string) =>
      (await owner.db.userSession.findUniqueOrThrow({ where: { id } })).activeAccountId
    expect(await active(signed.sessionId)).toBe(owner.actor.accountId)
    expect(await active(elsewhere)).toBeNull()
  })
})
