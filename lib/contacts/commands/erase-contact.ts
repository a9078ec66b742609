import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import {
  anonymise,
  insertTombstones,
  lockAudiences,
  lockContact,
  removeMemberships,
  removeTraces,
} from '../erase.sql'
import { contactNotFound } from '../queries/contacts'

/**
 * Erases a person on request: what is left is an anonymous row for figures of the past, and a keyed hash by which a later upsert,
 * import or sync of the id or the e-mail address is refused. Waits for syncs of the account that are being applied.
 * @throws DomainError not_found, forbidden
 */
export async function eraseContact(ctx: Context, externalId: string): Promise<void> {
  requireScope(ctx.actor, 'contacts:write')
  const { accountId } = ctx.actor
  await inTransaction(ctx, async (ctx) => {
    // Audiences before the contact, as syncs take them too: neither can wait for the other in a circle.
    await lockAudiences(ctx.db, accountId)
    const contact = await lockContact(ctx.db, accountId, externalId)
    if (!contact) throw contactNotFound(externalId)
    const now = ctx.now()
    await insertTombstones(ctx.db, accountId, contact, now)
    await removeMemberships(ctx.db, ctx.actor, contact.id, now)
    await removeTraces(ctx.db, accountId, contact)
    await anonymise(ctx.db, accountId, contact.id, now)
  })
}
