import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'

/** Inserts contacts and answers external id → contact id; one that somebody made meanwhile is found and left as it is. */
export async function insertSyncedContacts(
  connection: PoolClient,
  accountId: AccountId,
  contacts: { externalId: string; email: string; emailKey: string }[],
): Promise<Map<string, string>> {
  if (contacts.length === 0) return new Map()
  const externalIds = contacts.map((contact) => contact.externalId)
  await connection.query(
    `insert into contact (account_id, external_id, email, email_key)
     select $1, external_id, email, email_key
     from unnest($2::text[], $3::text[], $4::text[]) as n (external_id, email, email_key)
     order by external_id collate "C"
     on conflict (account_id, external_id) do nothing`,
    [
      accountId,
      externalIds,
      contacts.map((contact) => contact.email),
      contacts.map((contact) => contact.emailKey),
    ],
  )
  const { rows } = await connection.query<{ id: string; external_id: string }>(
    `select id, external_id from contact
     where account_id = $1 and external_id = any($2::text[]) and erased_at is null`,
    [accountId, externalIds],
  )
  return new Map(rows.map((row) => [row.external_id, row.id]))
}
