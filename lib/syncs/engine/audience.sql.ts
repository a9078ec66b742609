import type { PoolClient } from 'pg'
import type { Product } from '@/lib/access/schema'
import type { Guard } from '../rules'

export type Turn = {
  audienceId: number
  memberCount: number
  revision: number
  /** Members that left with this revision or an earlier one are forgotten. */
  prunedRevision: number
  guard: Guard
  product: Product
}

type TurnRow = {
  id: number
  member_count: string
  revision: number
  pruned_revision: number
  guard_share: number
  guard_min: number
  product: Product
}

/**
 * Takes the audience's turn: until the transaction ends no other sync, deletion or erasure of it runs. Noting that another begins
 * is not held up, which a full `for update` would: it refers to the audience.
 * Answers undefined when there is no such audience. Waits at most the connection's lock_timeout.
 */
export async function takeTurn(
  connection: PoolClient,
  accountId: number,
  externalId: string,
): Promise<Turn | undefined> {
  const { rows } = await connection.query<TurnRow>({
    name: 'take-turn',
    text: `select a.id, a.member_count, a.revision, a.pruned_revision, c.product,
             coalesce(a.guard_share, c.guard_share) as guard_share, coalesce(a.guard_min, c.guard_min) as guard_min
           from audience a join account c on c.id = a.account_id
           where a.account_id = $1 and a.external_id = $2 for no key update of a`,
    values: [accountId, externalId],
  })
  const row = rows[0]
  if (!row) return undefined
  return {
    audienceId: row.id,
    memberCount: Number(row.member_count),
    revision: row.revision,
    prunedRevision: row.pruned_revision,
    guard: { share: row.guard_share, min: row.guard_min },
    product: row.product,
  }
}

/** The column that remembers when somebody last joined or left. */
export function lastOf(op: 'add' | 'remove'): string {
  return op === 'add' ? 'last_contact_added_at' : 'last_contact_removed_at'
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
