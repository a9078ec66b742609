import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import { lockProperties, selectListsNaming, writePositions } from '../property.sql'
import { changedEntries, requireEntries } from '../rules/property'
import { isReserved } from '../rules/reserved-properties'
import type { ChangeProperty, PropertyType, SetEntry } from '../schema'
import { beginRemoval, beingRemoved, findRemoval } from './property-removal'

type Properties = Awaited<ReturnType<typeof lockProperties>>

/**
 * Changes the label of a property and the choices of a set. Its name and type stay: systems and values hang on them. A choice keeps
 * its bit; one that is removed goes from the contacts that have it.
 * @throws DomainError not_found, invalid, in_use (a choice, while rules name the property), busy, forbidden
 */
export async function changeProperty(ctx: Context, change: ChangeProperty): Promise<void> {
  await withProperty(ctx, change.name, async (ctx, property) => {
    const { accountId } = ctx.actor
    const { name, label, removedBits } = change
    if (isReserved(name)) {
      await ctx.db.property.updateMany({ where: { accountId, id: property.id }, data: { label } })
      return
    }
    // A check constraint keeps both to what they are.
    const current = property.entries as SetEntry[]
    const entries = changedEntries(current, change)
    requireEntries(property.type as PropertyType, entries)
    const gone = removedBits.filter((bit) => current.some((entry) => entry.bit === bit))
    const fresh = entries.filter(({ bit }) => !current.some((entry) => entry.bit === bit))
    const pending = (await findRemoval(ctx, name)) ?? []
    const returning = fresh.find(({ bit }) => pending.some(({ bits }) => bits.includes(bit)))
    if (returning) throw beingRemoved(`bit ${returning.bit}`)
    await ctx.db.property.updateMany({ where: { accountId, id: property.id }, data: { label, entries } })
    if (gone.length === 0) return
    await requireUnnamed(ctx, property.id, 'choices of this property')
    await beginRemoval(ctx, { name, bits: gone })
  })
}

/** Puts a property at a place in the order, from 0. @throws DomainError not_found, forbidden */
export async function placeProperty(
  ctx: Context,
  { name, place }: { name: string; place: number },
): Promise<void> {
  await withProperty(ctx, name, async (ctx, { id }, all) => {
    const others = all.map((property) => property.id).filter((other) => other !== id)
    await writePositions(ctx.db, ctx.actor.accountId, others.toSpliced(place, 0, id))
  })
}

/** Shows a property nowhere any more, or again. Its values stay, and systems may go on sending them. @throws DomainError not_found, invalid, forbidden */
export async function hideProperty(
  ctx: Context,
  { name, hidden }: { name: string; hidden: boolean },
): Promise<void> {
  if (isReserved(name)) throw new DomainError('invalid', `${name} is always shown.`)
  await withProperty(ctx, name, async (ctx, { id }) => {
    await ctx.db.property.updateMany({ where: { accountId: ctx.actor.accountId, id }, data: { hidden } })
  })
}

/**
 * Deletes a property, and by the worker its values. Its name is free again once they are gone.
 * @throws DomainError not_found, invalid, in_use (rules name it), busy, forbidden
 */
export async function deleteProperty(ctx: Context, { name }: { name: string }): Promise<void> {
  if (isReserved(name)) throw new DomainError('invalid', `${name} is in every account.`)
  await withProperty(ctx, name, async (ctx, { id }) => {
    const { accountId } = ctx.actor
    await requireUnnamed(ctx, id, 'this property')
    await ctx.db.property.deleteMany({ where: { accountId, id } }).catch(namedMeanwhile)
    await beginRemoval(ctx, { name, bits: [] })
  })
}

async function withProperty(
  ctx: Context,
  name: string,
  change: (ctx: Context, property: Properties[number], all: Properties) => Promise<void>,
): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  await inTransaction(ctx, async (ctx) => {
    const all = await lockProperties(ctx.db, ctx.actor.accountId)
    const property = all.find((other) => other.name === name)
    if (!property) {
      const message = `There is no property ${JSON.stringify(name)} any more.`
      throw new DomainError('not_found', message, { details: { kind: 'property' } })
    }
    await change(ctx, property, all)
  })
}

/** Rules would go on naming what nobody can have. */
async function requireUnnamed(ctx: Context, propertyId: number, what: string): Promise<void> {
  const lists = await selectListsNaming(ctx.db, ctx.actor.accountId, propertyId)
  if (lists.length === 0) return
  const names = lists.map((name) => `“${name}”`).join(', ')
  throw new DomainError('in_use', `Rules name ${what}, of: ${names}. Change those lists first.`, {
    details: { lists },
  })
}

function namedMeanwhile(error: unknown): never {
  if (!isRestrictViolation(error)) throw error
  throw new DomainError('in_use', 'Rules name this property since a moment ago.', { cause: error })
}
