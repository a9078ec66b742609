import { randomUUID } from 'node:crypto'
import { hashPassword } from 'better-auth/crypto'
import { DomainError } from '@/lib/platform/errors'
import { isUniqueViolation } from '@/lib/platform/sql-state'
import { type AccountId, requireScope } from './actor'
import { type Context, inTransaction, type SystemContext } from './context'
import { lockOwners } from './owners.sql'
import { type AccountUser, NewAccountUser, NewUser, type Role } from './schema'

/** How the sign-in library names a login by e-mail address and password. */
const byPassword = 'credential'

/** Those who may enter the actor's account, by name. */
export async function listUsers(ctx: Context): Promise<AccountUser[]> {
  requireScope(ctx.actor, 'account:manage')
  const rows = await ctx.db.accountUser.findMany({
    where: { accountId: ctx.actor.accountId },
    select: { role: true, userId: true, user: { select: { name: true, email: true } } },
    orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
  })
  return rows.map(({ userId, role, user }) => ({ userId, role: role as Role, ...user }))
}

/**
 * Lets somebody new in. An address that signs in to another account of this installation is refused: who
 * belongs to several is the administrator's to say, by `joinAccount`.
 */
export async function addUser(ctx: Context, input: NewAccountUser): Promise<string> {
  requireScope(ctx.actor, 'account:manage')
  const { role, ...user } = NewAccountUser.parse(input)
  const password = await hashPassword(user.password)
  try {
    return await inTransaction(ctx, async (ctx) => {
      const userId = await saveUser(ctx, user, password)
      await ctx.db.accountUser.create({ data: { accountId: ctx.actor.accountId, userId, role } })
      return userId
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw emailTaken(error)
    throw error
  }
}

/** Somebody with no account left starts anew under the address they had; anybody else's address is taken. */
async function saveUser(ctx: SystemContext, { email, name }: NewUser, password: string): Promise<string> {
  const former = await ctx.db.appUser.findFirst({
    where: { email, accountUsers: { none: {} } },
    select: { id: true },
  })
  const at = ctx.now()
  const id = former?.id ?? randomUUID()
  if (former) await ctx.db.appUser.update({ where: { id }, data: { name, updatedAt: at } })
  else await ctx.db.appUser.create({ data: { id, email, name, createdAt: at, updatedAt: at } })
  await setLogin(ctx, id, password)
  return id
}

async function setLogin(ctx: SystemContext, userId: string, password: string): Promise<void> {
  const at = ctx.now()
  await ctx.db.userLogin.upsert({
    where: { providerId_accountId: { providerId: byPassword, accountId: userId } },
    create: {
      id: randomUUID(),
      providerId: byPassword,
      accountId: userId,
      userId,
      password,
      createdAt: at,
      updatedAt: at,
    },
    update: { password, updatedAt: at },
  })
}

/** Lets somebody who signs in here already into one more account. The command line's: it crosses accounts. */
export async function joinAccount(
  ctx: SystemContext,
  join: { accountId: number; email: string; role: Role },
): Promise<boolean> {
  const { accountId, email, role } = join
  const user = await ctx.db.appUser.findFirst({
    where: { email, accountUsers: { some: {} } },
    select: { id: true },
  })
  if (!user) return false
  try {
    await ctx.db.accountUser.create({ data: { accountId, userId: user.id, role } })
    return true
  } catch (error) {
    if (isUniqueViolation(error)) throw emailTaken(error)
    throw error
  }
}

function emailTaken(cause: unknown): DomainError {
  const message = 'Somebody signs in with this address already.'
  return new DomainError('id_taken', message, { field: 'email', cause })
}

export async function changeRole(ctx: Context, userId: string, role: Role): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  await inTransaction(ctx, async (ctx) => {
    const { accountId } = ctx.actor
    if (role !== 'owner') await requireOtherOwner(ctx, userId)
    const { count } = await ctx.db.accountUser.updateMany({ where: { accountId, userId }, data: { role } })
    if (count === 0) throw notFound()
  })
}

/** From that moment they are out. What they did keeps their name; with no account left they cannot sign in. */
export async function removeUser(ctx: Context, userId: string): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  await inTransaction(ctx, async (ctx) => {
    const { accountId } = ctx.actor
    await requireOtherOwner(ctx, userId)
    const { count } = await ctx.db.accountUser.deleteMany({ where: { accountId, userId } })
    if (count === 0) throw notFound()
    if ((await ctx.db.accountUser.count({ where: { userId } })) > 0) return
    await ctx.db.userSession.deleteMany({ where: { userId } })
    await ctx.db.userLogin.deleteMany({ where: { userId } })
  })
}

async function requireOtherOwner(ctx: Context, userId: string): Promise<void> {
  const owners = await lockOwners(ctx.db, ctx.actor.accountId)
  if (owners.some((owner) => owner !== userId) || !owners.includes(userId)) return
  throw new DomainError('conflict', 'An account needs an owner: make somebody else one first.')
}

function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such user in this account.', { details: { kind: 'user' } })
}

/** A new password for somebody who lost theirs; it ends their sessions. The command line's. */
export async function resetPassword(ctx: SystemContext, email: string, plain: string): Promise<void> {
  const password = await hashPassword(NewUser.shape.password.parse(plain))
  await inTransaction(ctx, async (ctx) => {
    const user = await ctx.db.appUser.findUnique({ where: { email }, select: { id: true } })
    if (!user) throw new DomainError('not_found', `Nobody signs in as ${email}.`)
    await setLogin(ctx, user.id, password)
    await ctx.db.userSession.deleteMany({ where: { userId: user.id } })
  })
}

/** The accounts a user may enter, by name. */
export type Membership = { accountId: AccountId; name: string; timeZone: string; role: Role }

export async function listMemberships(ctx: SystemContext, userId: string): Promise<Membership[]> {
  const rows = await ctx.db.accountUser.findMany({
    where: { userId },
    select: { role: true, account: { select: { id: true, name: true, timeZone: true } } },
    orderBy: [{ account: { name: 'asc' } }, { accountId: 'asc' }],
  })
  return rows.map(({ role, account }) => ({
    accountId: account.id as AccountId,
    name: account.name,
    timeZone: account.timeZone,
    role: role as Role,
  }))
}
