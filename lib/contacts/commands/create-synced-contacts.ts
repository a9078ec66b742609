import type { PoolClient } from 'pg'
import { z } from 'zod'
import type { AccountId } from '@/lib/access/actor'
import { insertSyncedContacts } from '../create-synced.sql'

export type SyncedContact = { externalId: string; email: string }

/** What became of each row, in their order: the new contact's id, or why it was not made. */
export type CreatedContact = { contactId: string } | { reason: string }

const Email = z.email().max(254)

/**
 * Makes contacts of rows that a sync carries with their e-mail address, in the sync's own transaction.
 * Each id once. Consent is not a sync's to give: a new contact holds no permission.
 */
export async function createSyncedContacts(
  connection: PoolClient,
  accountId: AccountId,
  rows: SyncedContact[],
): Promise<CreatedContact[]> {
  const valid = rows.filter((row) => Email.safeParse(row.email).success)
  const created = await insertSyncedContacts(connection, accountId, valid)
  return rows.map((row) => {
    const contactId = created.get(row.externalId)
    return contactId === undefined ? { reason: 'The e-mail address is not valid.' } : { contactId }
  })
}
