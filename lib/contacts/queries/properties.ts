import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { loadDefinitions, selectDefinitions } from '../definitions.sql'
import { countHaving, selectListsNaming } from '../property.sql'
import type { Definitions } from '../rules/contact'
import type { DefinedProperty, Property, PropertyRemoval, PropertyUse } from '../schema'

/** What the account's contacts can have, in its order, as far as it is shown. */
export async function listProperties(ctx: Context): Promise<Property[]> {
  const { properties } = await selectDefined(ctx)
  return properties.flatMap(({ hidden, ...property }) => (hidden ? [] : [property]))
}

/** All of it, for who defines it, and what of it is still on its way out. */
export async function listDefinedProperties(
  ctx: Context,
): Promise<{ properties: DefinedProperty[]; removals: PropertyRemoval[] }> {
  const { properties } = await selectDefined(ctx)
  const removals = await ctx.db.propertyRemoval.findMany({
    where: { accountId: ctx.actor.accountId },
    select: { name: true, bits: true },
    orderBy: { id: 'asc' },
  })
  return { properties, removals }
}

/** The same with the permissions, for reading contacts by. */
export async function getDefinitions(ctx: Context): Promise<Definitions> {
  requireScope(ctx.actor, 'contacts:read')
  return loadDefinitions(ctx.db, ctx.actor.accountId)
}

async function selectDefined(ctx: Context) {
  requireScope(ctx.actor, 'contacts:read')
  return selectDefinitions(ctx.db, ctx.actor.accountId)
}

/** Who would lose something with a property, or with choices of it: asked before it is deleted, since it reads every contact. */
export async function getPropertyUse(
  ctx: Context,
  { name, bits }: { name: string; bits: number[] },
): Promise<PropertyUse> {
  requireScope(ctx.actor, 'account:manage')
  const { accountId } = ctx.actor
  const property = await ctx.db.property.findFirst({ where: { accountId, name }, select: { id: true } })
  return {
    contacts: await countHaving(ctx.db, accountId, name, bits),
    lists: property ? await selectListsNaming(ctx.db, accountId, property.id) : [],
  }
}
