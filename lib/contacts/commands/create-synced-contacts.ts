import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { insertSyncedContacts } from '../create-synced.sql'
import { selectErasedOn } from '../erasure.sql'
import { emailKey, readEmail } from '../rules/email'

export type SyncedContact = { externalId: string; email: string }

/** What became of each row, in their order: the new contact's id, or why it was not made. */
export type CreatedContact = { contactId: string } | { reason: string }

/**
 * Makes contacts of rows that a sync carries with their e-mail address, in the sync's own transaction.
 * Each id once. Consent is not a sync's to give: a new contact holds no permission. Who was erased is not brought back.
 */
export async function createSyncedContacts(
  connection: PoolClient,
  accountId: AccountId,
  rows: SyncedContact[],
): Promise<CreatedContact[]> {
  const read = rows.map(({ externalId, email }) => ({ externalId, email: readEmail(email) }))
  const valid = read.flatMap(({ externalId, email }) =>
    email === undefined ? [] : [{ externalId, email, emailKey: emailKey(email) }],
  )
  const erased = await selectErasedOn(connection, accountId, valid)
  const created = await insertSyncedContacts(
    connection,
    accountId,
    valid.filter((_, i) => !erased.has(i)),
  )
  return read.map(({ externalId, email }) => {
    const contactId = created.get(externalId)
    if (contactId !== undefined) return { contactId }
    if (email === undefined) return { reason: 'The e-mail address is not valid.' }
    return { reason: 'erased: this person was erased on request and cannot be brought back.' }
  })
}
