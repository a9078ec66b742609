import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { isUniqueViolation } from '@/lib/platform/sql-state'
import { isReserved } from '../rules/reserved-properties'
import type { Property } from '../schema'

/**
 * Adds a property to what the account's contacts can have.
 * @throws DomainError name_taken; invalid for a set without choices, or choices of what is no set; forbidden
 */
export async function createProperty(ctx: Context, property: Property): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  const { name, label, type, entries } = property
  if ((type === 'set') !== entries.length > 0)
    throw new DomainError('invalid', 'A set has choices, and only a set has.', { field: 'entries' })
  if (new Set(entries.map(({ bit }) => bit)).size < entries.length)
    throw new DomainError('invalid', 'Two choices have the same bit.', { field: 'entries' })
  if (isReserved(name)) throw nameTaken(name)
  const { accountId } = ctx.actor
  const position = await ctx.db.property.count({ where: { accountId } })
  try {
    await ctx.db.property.create({ data: { accountId, name, label, type, entries, position } })
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(name, error) : error
  }
}

function nameTaken(name: string, cause?: unknown): DomainError {
  return new DomainError('name_taken', `There is a property ${name} already.`, { field: 'name', cause })
}
