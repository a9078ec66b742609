import type { Pool, PoolClient } from 'pg'
import type { Actor } from '@/lib/access/actor'
import { rejectionsKeptMax, type SyncMode, type SyncRejection, type UnknownPolicy } from '../schema'
import type { Turn } from './audience.sql'

/** Either runs a statement: the pool each in a transaction of its own, a connection in the one it has open. */
type Connection = Pool | PoolClient

/** A sync's counts, as the database keeps them. `matched` is not kept: it is received − duplicates − unknown. */
export type Counts = {
  received: number
  duplicates: number
  unknown: number
  created: number
  added: number
  removed: number
  unchanged: number
  rejections: number
}

export const noCounts: Counts = {
  received: 0,
  duplicates: 0,
  unknown: 0,
  created: 0,
  added: 0,
  removed: 0,
  unchanged: 0,
  rejections: 0,
}

export type Problem = { code: string; detail: string }

/** Notes that a sync begins, before anything is read: a crash leaves a row that says so. */
export async function insertReceivingSync(
  connection: Connection,
  actor: Actor,
  sync: { audienceId: number; mode: SyncMode; dryRun: boolean; unknown: UnknownPolicy },
): Promise<string> {
  const { rows } = await connection.query<{ id: string }>(
    `insert into sync (account_id, audience_id, mode, status, dry_run, unknown_policy, credential_id, user_id)
     values ($1, $2, $3, 'receiving', $4, $5, $6, $7)
     returning id`,
    [actor.accountId, sync.audienceId, sync.mode, sync.dryRun, sync.unknown, ...author(actor)],
  )
  return rows[0]?.id ?? ''
}

/** Says how far a sync has come, and that its process is alive. */
export async function noteProgress(
  connection: Connection,
  accountId: number,
  syncId: string,
  progress: { received: number; status: 'receiving' | 'applying' },
): Promise<void> {
  await connection.query(
    `update sync set received = $3, status = $4, alive_at = now()
     where account_id = $1 and id = $2 and status in ('receiving', 'applying')`,
    [accountId, syncId, progress.received, progress.status],
  )
}

/**
 * Ends a sync that was noted as begun, in the transaction that changes membership.
 * Answers false when it was declared dead meanwhile: then the change must not happen.
 */
export async function finishSync(
  connection: Connection,
  accountId: number,
  syncId: string,
  outcome: { counts: Counts; membersBefore: number; revision: number | null },
): Promise<boolean> {
  const { counts, membersBefore, revision } = outcome
  const { rowCount } = await connection.query(
    `update sync set status = 'done', received = $3, duplicates = $4, unknown = $5, created = $6, added = $7,
       removed = $8, unchanged = $9, rejection_count = $10, members_before = $11,
       members_after = $11::bigint + $7::bigint - $8::bigint, revision = $12,
       applied_at = case when $12::int is null then null else clock_timestamp() end, finished_at = clock_timestamp()
     where account_id = $1 and id = $2 and status in ('receiving', 'applying')`,
    [
      accountId,
      syncId,
      counts.received,
      counts.duplicates,
      counts.unknown,
      counts.created,
      counts.added,
      counts.removed,
      counts.unchanged,
      counts.rejections,
      membersBefore,
      revision,
    ],
  )
  return rowCount === 1
}

export async function failSync(
  connection: Connection,
  accountId: number,
  syncId: string,
  outcome: { counts: Counts; problem: Problem },
): Promise<void> {
  const { counts, problem } = outcome
  await connection.query(
    `update sync set status = 'failed', received = $3, duplicates = $4, unknown = $5, rejection_count = $6,
       problem = $7, finished_at = clock_timestamp()
     where account_id = $1 and id = $2 and status in ('receiving', 'applying')`,
    [
      accountId,
      syncId,
      counts.received,
      counts.duplicates,
      counts.unknown,
      counts.rejections,
      JSON.stringify(problem),
    ],
  )
}

/** Records a small change that needed no note of its beginning, because it is one transaction. */
export async function insertFinishedSync(
  connection: Connection,
  actor: Actor,
  sync: { turn: Turn; mode: SyncMode; counts: Counts; startedAt: Date },
): Promise<void> {
  const { counts, turn } = sync
  await connection.query({
    name: 'insert-finished-sync',
    text: `insert into sync (account_id, audience_id, mode, status, received, duplicates, unknown, added, removed,
       unchanged, members_before, members_after, revision, credential_id, user_id, started_at, applied_at, finished_at)
     values ($1, $2, $3, 'done', $4, $5, $6, $7, $8, $9, $10, $10::bigint + $7::bigint - $8::bigint, $11, $12, $13,
       $14, clock_timestamp(), clock_timestamp())`,
    values: [
      actor.accountId,
      turn.audienceId,
      sync.mode,
      counts.received,
      counts.duplicates,
      counts.unknown,
      counts.added,
      counts.removed,
      counts.unchanged,
      turn.memberCount,
      turn.revision + 1,
      ...author(actor),
      sync.startedAt,
    ],
  })
}

/** Keeps rejected rows, the first up to the bound. A line is kept once. */
export async function insertRejections(
  connection: Connection,
  accountId: number,
  syncId: string,
  rejections: SyncRejection[],
): Promise<void> {
  if (rejections.length === 0) return
  const kept = rejections.slice(0, rejectionsKeptMax)
  await connection.query(
    `insert into sync_rejection (account_id, sync_id, line, value, reason)
     select $1, $2, line, value, reason from unnest($3::bigint[], $4::text[], $5::text[]) as r (line, value, reason)
     on conflict do nothing`,
    [accountId, syncId, kept.map((r) => r.line), kept.map((r) => r.value), kept.map((r) => r.reason)],
  )
}

function author(actor: Actor): [credentialId: number | null, userId: string | null] {
  return [
    actor.kind === 'credential' ? actor.credentialId : null,
    actor.kind === 'user' ? actor.userId : null,
  ]
}
