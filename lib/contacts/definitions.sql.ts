import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { Definitions } from './rules/contact'
import { reservedProperties } from './rules/reserved-properties'
import type { Property, PropertyType, SetEntry } from './schema'

type PermissionRow = { id: number; bit: number; name: string; rank: number }

/** The account's properties and its permissions, each in their order. */
export async function selectDefinitions(
  db: Db,
  accountId: AccountId,
): Promise<{ properties: Property[]; permissions: PermissionRow[] }> {
  const own = await db.property.findMany({
    where: { accountId, hidden: false },
    select: { name: true, label: true, type: true, entries: true },
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
const toProperty = ({ type, entries, ...rest }: Omit<Property, 'type' | 'entries'> & Stored): Property => ({
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
