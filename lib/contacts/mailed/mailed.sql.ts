import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

export type MailedRow = { external_id: string; status: 'active' | 'inactive'; status_reason: string | null }

/** Until the transaction ends, nobody else changes the contact. */
export async function holdMailed(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
): Promise<MailedRow | undefined> {
  const rows = await db.$queryRaw<MailedRow[]>`
    select external_id, status, status_reason from contact
    where account_id = ${accountId} and id = ${contactId} and erased_at is null
    for no key update`
  return rows[0]
}

/** Contacts with this address, at most `max`: an account may know one address by several ids. */
export async function selectByEmail(
  db: Db,
  accountId: AccountId,
  emailKey: string,
  max: number,
): Promise<bigint[]> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    select id from contact where account_id = ${accountId} and email_key = ${emailKey} order by id limit ${max}`
  return rows.map(({ id }) => id)
}
