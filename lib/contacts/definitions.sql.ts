import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { Definitions } from './rules/contact'
import { reservedProperties } from './rules/reserved-properties'
import type { DefinedProperty, PropertyType, SetEntry } from './schema'

type PermissionRow = { id: number; bit: number; name: string; rank: number }

/** The account's properties, the hidden ones among them, and its permissions, each in their order. */
export async function selectDefinitions(
  db: Db,
  accountId: AccountId,
): Promise<{ properties: DefinedProperty[]; permissions: PermissionRow[] }> {
  const own = await db.property.findMany({
    where: { accountId },
    select: { name: true, label: true, type: true, entries: true, hidden: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const permissions = await db.permission.findMany({
    where: { accountId },
    select: { id: true, bit: true, name: true, rank: true },
    orderBy: [{ rank: 'asc' }, { bit: 'asc' }],
  })
  const lacking = reservedProperties.filter(({ name }) => !own.some((property) => property.name === name))
  const entries = permissions.map(({ bit, name, rank }) => ({ bit, description: name, rank }))
  const properties = [...lacking, ...own.map(toProperty)].map((property) =>
    property.name === 'permissions' ? { ...property, entries } : property,
  )
  return { properties, permissions }
}

// Check constraints of the table keep both to what they are.
const toProperty = ({ type, entries, ...rest }: Omit<DefinedProperty, keyof Stored> & Stored) => ({
  ...rest,
  type: type as PropertyType,
  entries: entries as SetEntry[],
})
type Stored = { type: string; entries: unknown }

/** The same, for reading contacts by. */
export async function loadDefinitions(db: Db, accountId: AccountId): Promise<Definitions> {
  const { properties, permissions } = await selectDefinitions(db, accountId)
  return {
    properties: new Map(properties.map((property) => [property.name, property])),
    // The first of those that differ by case alone wins, so that the answer is always the same.
    byKey: new Map(properties.map((property) => [property.name.toLowerCase(), property] as const).reverse()),
    permissionIds: new Map(permissions.map(({ bit, id }) => [bit, id])),
  }
}

/** Two kinds of turn at what contacts can have: of those who write values by it, and of who takes some of it away. */
const turn = (accountId: AccountId) => Prisma.sql`hashtextextended('contact definitions', ${accountId}::int)`

/** Until the transaction ends nothing is taken away. Definitions are read after it. */
export const holdDefinitions = (accountId: AccountId): Prisma.Sql =>
  Prisma.sql`select pg_advisory_xact_lock_shared(${turn(accountId)})`

/** How long to wait for those who write. Meanwhile those who come wait behind us. */
const writersWait = '3s'

/** Waits for all who write by what they read; who comes after us finds what we leave. Fails with a lock timeout. */
export async function waitForWriters(db: Db, accountId: AccountId): Promise<void> {
  await db.$executeRaw`select set_config('lock_timeout', ${writersWait}, true)`
  await db.$executeRaw`select pg_advisory_xact_lock(${turn(accountId)})`
}
