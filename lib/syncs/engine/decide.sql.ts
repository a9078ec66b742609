import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import type { Problem, SentMode, SyncStatus, UnknownPolicy } from '../schema'

/** A sync whose next step somebody decides about. */
export type Decidable = {
  id: string
  audienceId: number
  audienceExternalId: string
  status: SyncStatus
  mode: SentMode
  unknown: UnknownPolicy
  dryRun: boolean
  maxRemovals: string | undefined
  force: boolean
  credentialId: number | null
  committed: boolean
  wasHeld: boolean
  expired: boolean
}

type DecidableRow = {
  audience_id: number
  audience_external_id: string
  status: SyncStatus
  mode: SentMode
  unknown_policy: UnknownPolicy
  dry_run: boolean
  max_removals: string | null
  force: boolean
  credential_id: number | null
  committed: boolean
  was_held: boolean
  expired: boolean
}

export async function selectDecidable(
  connection: Pick<PoolClient, 'query'>,
  accountId: AccountId,
  syncId: string,
): Promise<Decidable | undefined> {
  const { rows } = await connection.query<DecidableRow>(
    `select s.audience_id, a.external_id as audience_external_id, s.status, s.mode, s.unknown_policy, s.dry_run,
       s.max_removals, s.force, s.credential_id, s.committed_at is not null as committed,
       s.held_revision is not null as was_held, coalesce(s.expires_at <= now(), false) as expired
     from sync s join audience a on a.account_id = s.account_id and a.id = s.audience_id
     where s.account_id = $1 and s.id = $2`,
    [accountId, syncId],
  )
  const row = rows[0]
  return (
    row && {
      id: syncId,
      audienceId: row.audience_id,
      audienceExternalId: row.audience_external_id,
      status: row.status,
      mode: row.mode,
      unknown: row.unknown_policy,
      dryRun: row.dry_run,
      maxRemovals: row.max_removals ?? undefined,
      force: row.force,
      credentialId: row.credential_id,
      committed: row.committed,
      wasHeld: row.was_held,
      expired: row.expired,
    }
  )
}

/** Moves a sync on from the status it was seen in. Answers false when somebody else moved it first. */
export async function claim(
  connection: Pick<PoolClient, 'query'>,
  accountId: AccountId,
  syncId: string,
  { from, userId, committed }: { from: 'open' | 'held'; userId?: string | null; committed?: boolean },
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `update sync set status = 'applying', alive_at = now(), user_id = coalesce($4, user_id),
       committed_at = case when $5 then now() else committed_at end
     where account_id = $1 and id = $2 and status = $3`,
    [accountId, syncId, from, userId ?? null, committed ?? false],
  )
  return rowCount === 1
}

/** Back to where it was before it was tried: its rows are all still there. A later one that is held meanwhile goes before. */
export async function unclaim(
  connection: Pick<PoolClient, 'query'>,
  accountId: AccountId,
  syncId: string,
): Promise<void> {
  await connection.query(
    `update sync s set
       status = case when s.held_revision is null then 'open' when later.id is null then 'held' else 'rejected' end,
       superseded_by = case when s.held_revision is not null then later.id end,
       finished_at = case when s.held_revision is not null and later.id is not null then clock_timestamp() end,
       expires_at = case when s.held_revision is null then greatest(s.expires_at, now() + interval '1 hour') else s.expires_at end
     from sync me
     left join sync later on later.account_id = me.account_id and later.audience_id = me.audience_id and later.status = 'held'
     where me.account_id = $1 and me.id = $2 and s.account_id = $1 and s.id = $2 and s.status = 'applying'`,
    [accountId, syncId],
  )
}

/** Ends a sync of which nothing is applied. Answers false when it is not, or no longer, in one of the statuses `from`. */
export async function endSync(
  connection: Pick<PoolClient, 'query'>,
  accountId: AccountId,
  syncId: string,
  end: {
    from: ('open' | 'held')[]
    status: 'rejected' | 'abandoned'
    userId: string | null
    problem: Problem
  },
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `update sync set status = $3, problem = $4, user_id = coalesce($5, user_id), finished_at = clock_timestamp()
     where account_id = $1 and id = $2 and status = any($6)`,
    [accountId, syncId, end.status, JSON.stringify(end.problem), end.userId, end.from],
  )
  return rowCount === 1
}

export type PartTotals = { parts: number; rows: number; missing: number[]; beyond: number }

/** What is there of a sync in parts, and the first of the parts that are not. */
export async function countParts(
  connection: Pick<PoolClient, 'query'>,
  accountId: AccountId,
  syncId: string,
  parts: number,
): Promise<PartTotals> {
  const { rows } = await connection.query<{ parts: number; rows: string; missing: number[]; beyond: number }>(
    `select count(*)::int as parts, coalesce(sum(row_count), 0) as rows,
       count(*) filter (where part > $3)::int as beyond,
       array(select n from generate_series(1, $3::int) n
             where not exists (select 1 from sync_part p where p.account_id = $1 and p.sync_id = $2 and p.part = n)
             order by n limit 1000) as missing
     from sync_part where account_id = $1 and sync_id = $2`,
    [accountId, syncId, parts],
  )
  const row = rows[0]
  return {
    parts: row?.parts ?? 0,
    rows: Number(row?.rows ?? 0),
    missing: row?.missing ?? [],
    beyond: row?.beyond ?? 0,
  }
}
