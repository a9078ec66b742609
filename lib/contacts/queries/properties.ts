import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { selectDefinitions } from '../definitions.sql'
import type { Property } from '../schema'

/** What the account's contacts can have, in its order. */
export async function listProperties(ctx: Context): Promise<Property[]> {
  requireScope(ctx.actor, 'contacts:read')
  return (await selectDefinitions(ctx.db, ctx.actor.accountId)).properties
}
