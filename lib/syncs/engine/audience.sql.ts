import type { PoolClient } from 'pg'
import type { Product } from '@/lib/access/schema'

export type Turn = { audienceId: number; memberCount: number; revision: number; product: Product }

type TurnRow = { id: number; member_count: string; revision: number; product: Product }

/**
 * Takes the audience's turn: until the transaction ends no other sync, deletion or erasure of it runs.
 * Answers undefined when there is no such audience. Waits at most the connection's lock_timeout.
 */
export async function takeTurn(
  connection: PoolClient,
  accountId: number,
  externalId: string,
): Promise<Turn | undefined> {
  const { rows } = await connection.query<TurnRow>({
    name: 'take-turn',
    text: `select id, member_count, revision, (select product from account where id = $1) as product
           from audience where account_id = $1 and external_id = $2 for update`,
    values: [accountId, externalId],
  })
  const row = rows[0]
  if (!row) return undefined
  const { id, member_count, revision, product } = row
  return { audienceId: id, memberCount: Number(member_count), revision, product }
}

/** Brings an audience's count and dates up to what a sync has just changed, in the same transaction. */
export async function noteMembership(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  change: { added: number; removed: number; credentialId: number | null },
): Promise<void> {
  await connection.query({
    name: 'note-membership',
    text: `update audience set
             member_count = member_count + $3::bigint - $4::bigint,
             revision = revision + 1,
             last_contact_added_at = case when $3::bigint > 0 then clock_timestamp() else last_contact_added_at end,
             last_contact_removed_at = case when $4::bigint > 0 then clock_timestamp() else last_contact_removed_at end,
             last_sync_at = clock_timestamp(),
             last_sync_credential_id = coalesce($5, last_sync_credential_id)
           where account_id = $1 and id = $2`,
    values: [accountId, turn.audienceId, change.added, change.removed, change.credentialId],
  })
}
