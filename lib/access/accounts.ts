import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { nameKey } from '@/lib/platform/schema'
import { isUniqueViolation } from '@/lib/platform/sql-state'
import { defaultPermissions, defaultProperties } from './account-defaults'
import { requireScope } from './actor'
import type { Context, SystemContext } from './context'
import { type Account, type AccountSettings, NewAccount, type Product } from './schema'

const columns = {
  id: true,
  shortName: true,
  name: true,
  product: true,
  timeZone: true,
  audienceMax: true,
  guardShare: true,
  guardMin: true,
} as const satisfies Prisma.AccountSelect

// A check constraint of the table keeps the product to these.
const toAccount = (row: Omit<Account, 'product'> & { product: string }): Account => ({
  ...row,
  product: row.product as Product,
})

/** Opens an account with the properties and the permission every account starts with. */
export async function createAccount(ctx: SystemContext, input: NewAccount): Promise<Account> {
  const { shortName: given, ...account } = NewAccount.parse(input)
  const shortName = given ?? shortNameOf(account.name)
  try {
    const row = await ctx.db.account.create({
      select: columns,
      data: {
        ...account,
        shortName,
        createdAt: ctx.now(),
        properties: {
          createMany: { data: defaultProperties.map((property, position) => ({ ...property, position })) },
        },
        permissions: {
          createMany: {
            data: defaultPermissions.map((permission) => ({
              ...permission,
              nameKey: nameKey(permission.name),
            })),
          },
        },
      },
    })
    return toAccount(row)
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = `There is an account with the short name ${shortName} already.`
    throw new DomainError('id_taken', message, { field: 'shortName', cause: error })
  }
}

/** Letters and digits of the name, without their accents; a name in another script is called `account`. */
export function shortNameOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
  return plain.slice(0, 63).replace(/^-|-$/g, '') || 'account'
}

/** Of the actor's account; every role may know it. */
export async function getAccount(ctx: Context): Promise<Account> {
  const row = await ctx.db.account.findUnique({ where: { id: ctx.actor.accountId }, select: columns })
  if (!row) throw new DomainError('not_found', 'There is no such account.')
  return toAccount(row)
}

export async function updateAccount(ctx: Context, settings: AccountSettings): Promise<Account> {
  requireScope(ctx.actor, 'account:manage')
  const row = await ctx.db.account.update({
    where: { id: ctx.actor.accountId },
    select: columns,
    data: settings,
  })
  return toAccount(row)
}

/** For the command line, where accounts go by their short names. */
export async function findAccount(ctx: SystemContext, shortName: string): Promise<Account> {
  const row = await ctx.db.account.findUnique({ where: { shortName }, select: columns })
  if (!row) throw new DomainError('not_found', `There is no account with the short name ${shortName}.`)
  return toAccount(row)
}

export async function listAccounts(ctx: SystemContext): Promise<Account[]> {
  const rows = await ctx.db.account.findMany({ select: columns, orderBy: { shortName: 'asc' } })
  return rows.map(toAccount)
}
