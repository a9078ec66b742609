import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { lockProperties } from '../property.sql'
import { requireEntries } from '../rules/property'
import { isReserved } from '../rules/reserved-properties'
import { type NewProperty, propertiesMax } from '../schema'
import { beingRemoved, findRemoval } from './property-removal'

/**
 * Adds a property to what the account's contacts can have, behind the others.
 * @throws DomainError name_taken, limit_reached, busy (what had the name is still being deleted), forbidden; invalid for a set
 * without choices, or choices of what is no set
 */
export async function createProperty(ctx: Context, property: NewProperty): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  const { name, label, type, entries } = property
  requireEntries(type, entries)
  if (isReserved(name)) throw nameTaken(name)
  const { accountId } = ctx.actor
  await inTransaction(ctx, async (ctx) => {
    const known = await lockProperties(ctx.db, accountId)
    // Systems name properties, and case alone is forgiven them: two that differ by nothing else could not be told apart.
    const taken = known.find((other) => other.name.toLowerCase() === name.toLowerCase())
    if (taken) throw nameTaken(taken.name)
    if (known.length >= propertiesMax)
      throw new DomainError('limit_reached', `An account has at most ${propertiesMax} properties.`)
    if (await findRemoval(ctx, name)) throw beingRemoved(name)
    const position = (known.at(-1)?.position ?? 0) + 1
    await ctx.db.property.create({ data: { accountId, name, label, type, entries, position } })
  })
}

function nameTaken(name: string): DomainError {
  return new DomainError('name_taken', `There is a property ${name} already.`, { field: 'name' })
}
