import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import {
  anonymise,
  insertTombstones,
  isKnown,
  lockAudiences,
  lockContact,
  removeFromStaticLists,
  removeMemberships,
  removeTraces,
} from '../erase.sql'
import { takeErasures } from '../erasure.sql'
import { contactNotFound } from '../queries/contacts'

/**
 * Erases a person on request: what is left is an anonymous row for figures of the past, and a keyed hash by which a later upsert,
 * import or sync of the id or the e-mail address is refused. Waits for imports and syncs of the account that are being applied.
 * @throws DomainError not_found, forbidden, busy
 */
export async function eraseContact(ctx: Context, externalId: string): Promise<void> {
  requireScope(ctx.actor, 'contacts:write')
  const { accountId } = ctx.actor
  // Whoever asks for nobody shall not hold anybody up.
  if (!(await isKnown(ctx.db, accountId, externalId))) throw contactNotFound(externalId)
  await inTransaction(ctx, async (ctx) => {
    // An import has found its contacts already, and could otherwise bring this one back.
    await takeErasures(ctx.db, accountId)
    // Audiences before the contact, as syncs take them too, and static lists after it, as imports do: nobody waits in a circle.
    if (!(await lockAudiences(ctx.db, accountId))) throw busy()
    const contact = await lockContact(ctx.db, accountId, externalId)
    if (!contact) throw contactNotFound(externalId)
    const now = ctx.now()
    await insertTombstones(ctx.db, accountId, contact, now)
    await removeMemberships(ctx.db, ctx.actor, contact.id, now)
    await removeFromStaticLists(ctx.db, accountId, contact.id)
    await removeTraces(ctx.db, accountId, contact)
    await anonymise(ctx.db, accountId, contact.id, now)
  })
}

function busy(): DomainError {
  const message = 'Syncs are being applied without a pause. Nobody was erased; try again.'
  return new DomainError('busy', message, { retryAfterS: 5 })
}
