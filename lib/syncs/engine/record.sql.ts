import type { Pool, PoolClient } from 'pg'
import type { Actor } from '@/lib/access/actor'
import {
  openForH,
  type Problem,
  rejectionsKeptMax,
  type SyncMode,
  type SyncOptions,
  type SyncRejection,
} from '../schema'
import type { Turn } from './audience.sql'

/** As precise as the API tells it, so that the moment it tells is the moment that is kept. */
export const toTheMillisecond = "date_trunc('milliseconds', clock_timestamp())"

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

type Begun = Omit<SyncOptions, 'mode'> & { audienceId: number; mode: SyncMode }

/**
 * Notes that a sync begins, before anything is read: a crash leaves a row that says so. An `open` one waits for its parts,
 * for a day.
 */
export async function insertSync(
  connection: Connection,
  actor: Actor,
  status: 'receiving' | 'open',
  sync: Begun,
): Promise<string> {
  const { rows } = await connection.query<{ id: string }>(
    `insert into sync (account_id, audience_id, mode, status, dry_run, unknown_policy, max_removals, force, credential_id,
       user_id, expires_at)
     values ($1, $2, $3, $4::text, $5, $6, $7, $8, $9, $10, case when $4 = 'open' then now() + interval '${openForH} hours' end)
     returning id`,
    [
      actor.accountId,
      sync.audienceId,
      sync.mode,
      status,
      sync.dryRun,
      sync.unknown,
      sync.maxRemovals ?? null,
      sync.force,
      ...author(actor),
    ],
  )
  return rows[0]?.id ?? ''
}

/**
 * Says how far a sync has come, and that its process is alive. A sign that was held up by the very change that ended receiving
 * comes too late: nothing goes back from applying.
 */
export async function noteProgress(
  connection: Connection,
  accountId: number,
  syncId: string,
  progress: { received: number; status: 'receiving' | 'applying' },
): Promise<void> {
  await connection.query(
    `update sync set received = $3, status = $4, alive_at = now()
     where account_id = $1 and id = $2 and (status = 'receiving' or (status = 'applying' and $4 = 'applying'))`,
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
  outcome: { counts: Counts; membersBefore: number; revision: number | null; problem: Problem | null },
): Promise<boolean> {
  const { counts, membersBefore, revision, problem } = outcome
  const { rowCount } = await connection.query(
    `update sync set status = 'done', received = $3, duplicates = $4, unknown = $5, created = $6, added = $7,
       removed = $8, unchanged = $9, rejection_count = $10, members_before = $11,
       members_after = $11::bigint + $7::bigint - $8::bigint, revision = $12,
       applied_at = case when $12::int is null then null else ${toTheMillisecond} end, finished_at = ${toTheMillisecond},
       problem = $13
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
      problem === null ? null : JSON.stringify(problem),
    ],
  )
  return rowCount === 1
}

/** Holds a sync for a decision: its counts say what it would do. Answers false when it was declared dead meanwhile. */
export async function holdSync(
  connection: Connection,
  accountId: number,
  syncId: string,
  held: { counts: Counts; membersBefore: number; revision: number; sample: string[]; problem: Problem },
): Promise<boolean> {
  const { counts, membersBefore, revision, sample, problem } = held
  const { rowCount } = await connection.query(
    `update sync set status = 'held', received = $3, duplicates = $4, unknown = $5, created = $6, added = $7, removed = $8,
       unchanged = $9, rejection_count = $10, members_before = $11, members_after = $11::bigint + $7::bigint - $8::bigint,
       held_revision = $12, held_sample = $13, problem = $14
     where account_id = $1 and id = $2 and status in ('receiving', 'applying')`,
    [
      accountId,
      syncId,
      ...[counts.received, counts.duplicates, counts.unknown, counts.created, counts.added, counts.removed],
      ...[counts.unchanged, counts.rejections, membersBefore, revision, sample, JSON.stringify(problem)],
    ],
  )
  return rowCount === 1
}

/** A later sync takes the place of one that is held. Under the audience's turn, so that it is the later one. */
export async function supersedeHeld(
  connection: Connection,
  accountId: number,
  audienceId: number,
  bySyncId: string,
): Promise<void> {
  await connection.query({
    name: 'supersede-held',
    text: `update sync set status = 'rejected', superseded_by = $3, finished_at = clock_timestamp(),
             problem = jsonb_build_object('code', 'superseded', 'detail', 'A later sync took its place. Nothing of it was applied.')
           where account_id = $1 and audience_id = $2 and status = 'held' and id <> $3::bigint`,
    values: [accountId, audienceId, bySyncId],
  })
}

/** Answers false when it has ended already. */
export async function failSync(
  connection: Connection,
  accountId: number,
  syncId: string,
  outcome: { counts: Counts; problem: Problem },
): Promise<boolean> {
  const { counts, problem } = outcome
  const { rowCount } = await connection.query(
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
  return rowCount === 1
}

/** Records a small change that needed no note of its beginning, because it is one transaction. */
export async function insertFinishedSync(
  connection: Connection,
  actor: Actor,
  sync: { turn: Turn; mode: SyncMode; counts: Counts; startedAt: Date; undoes?: string },
): Promise<string> {
  const { counts, turn } = sync
  const { rows } = await connection.query<{ id: string }>({
    name: 'insert-finished-sync',
    text: `insert into sync (account_id, audience_id, mode, status, received, duplicates, unknown, added, removed,
       unchanged, members_before, members_after, revision, credential_id, user_id, started_at, undoes_sync_id, applied_at,
       finished_at)
     values ($1, $2, $3, 'done', $4, $5, $6, $7, $8, $9, $10, $10::bigint + $7::bigint - $8::bigint, $11, $12, $13,
       $14, $15, ${toTheMillisecond}, ${toTheMillisecond})
       returning id`,
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
      sync.undoes ?? null,
    ],
  })
  return rows[0]?.id ?? ''
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
    `insert into sync_rejection (account_id, sync_id, part, line, value, reason)
     select $1, $2, part, line, value, reason
     from unnest($3::int[], $4::bigint[], $5::text[], $6::text[]) as r (part, line, value, reason)
     on conflict do nothing`,
    [
      accountId,
      syncId,
      kept.map((r) => r.part),
      kept.map((r) => r.line),
      kept.map((r) => r.value),
      kept.map((r) => r.reason),
    ],
  )
}

export function author(actor: Actor): [credentialId: number | null, userId: string | null] {
  return [
    actor.kind === 'credential' ? actor.credentialId : null,
    actor.kind === 'user' ? actor.userId : null,
  ]
}
