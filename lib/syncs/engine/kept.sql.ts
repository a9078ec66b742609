import type { PoolClient } from 'pg'
import { lineBits } from '../rules'
import { rejectionsKeptMax, type SentMode } from '../schema'

/** Columns of the rows that outlive their request, in the order of `keptLine`. */
export const copyKept = 'copy sync_row (account_id, sync_id, part, line, external_id, email, op) from stdin'

type Kept = { accountId: number; syncId: string }

/** A sync in one body is one part. Its staged rows move there when it is held. */
export async function keepStaged(
  connection: PoolClient,
  accountId: number,
  syncId: string,
  { received, unusable, options }: { received: number; unusable: number; options: { mode: SentMode } },
): Promise<void> {
  await insertPart(connection, { accountId, syncId }, 1)
  await notePart(connection, { accountId, syncId }, 1, { received, unusable })
  await connection.query(
    `insert into sync_row (account_id, sync_id, part, line, external_id, email, op)
     select $1, $2, 1, line, external_id, email, case when $3 then case when wanted then 'add' else 'remove' end end
     from staged`,
    [accountId, syncId, options.mode === 'delta'],
  )
}

/** Begins a part, in place of what it held before. Whoever sends the same part at the same time waits. */
export async function insertPart(connection: PoolClient, { accountId, syncId }: Kept, part: number) {
  await connection.query(
    `insert into sync_part (account_id, sync_id, part, row_count) values ($1, $2, $3, 0)
     on conflict (account_id, sync_id, part) do update set received_at = now()`,
    [accountId, syncId, part],
  )
  await connection.query('delete from sync_row where account_id = $1 and sync_id = $2 and part = $3', [
    accountId,
    syncId,
    part,
  ])
  await connection.query('delete from sync_rejection where account_id = $1 and sync_id = $2 and part = $3', [
    accountId,
    syncId,
    part,
  ])
}

export async function notePart(
  connection: PoolClient,
  { accountId, syncId }: Kept,
  part: number,
  { received, unusable }: { received: number; unusable: number },
): Promise<Date> {
  const { rows } = await connection.query<{ received_at: Date }>(
    `update sync_part set row_count = $4, unusable_count = $5, received_at = now()
     where account_id = $1 and sync_id = $2 and part = $3 returning received_at`,
    [accountId, syncId, part, received, unusable],
  )
  return rows[0]?.received_at ?? new Date()
}

/** Whether the sync still takes parts. Until the transaction ends nobody can commit or abandon it. */
export async function holdOpen(connection: PoolClient, { accountId, syncId }: Kept): Promise<boolean> {
  const { rowCount } = await connection.query(
    `select 1 from sync where account_id = $1 and id = $2 and status = 'open' and committed_at is null
       and expires_at > now() for share`,
    [accountId, syncId],
  )
  return rowCount === 1
}

/** One process at a time applies the kept rows of a sync. Answers false while another does. */
export async function lockKept(connection: PoolClient, { syncId }: Kept): Promise<boolean> {
  const { rows } = await connection.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('sync', $1)) as taken`,
    [syncId],
  )
  return rows[0]?.taken === true
}

/** Fills the staging table from the kept rows: later parts go before earlier ones, as later lines do. */
export async function stageKept(
  connection: PoolClient,
  { accountId, syncId }: Kept,
  mode: SentMode,
): Promise<{ received: number; unusable: number }> {
  await connection.query(
    `insert into staged (line, external_id, email, wanted)
     select (part::bigint << ${lineBits}) | line, external_id, email, coalesce(op = 'add', $3)
     from sync_row where account_id = $1 and sync_id = $2`,
    [accountId, syncId, mode !== 'remove'],
  )
  // What an earlier attempt or the hold has rejected is judged anew; rows that could not be kept stay rejected.
  await connection.query(
    `delete from sync_rejection j using sync_row r
     where j.account_id = $1 and j.sync_id = $2 and r.account_id = $1 and r.sync_id = $2 and r.part = j.part and r.line = j.line`,
    [accountId, syncId],
  )
  const { rows } = await connection.query<{ received: string; unusable: string }>(
    `select coalesce(sum(row_count), 0) as received, coalesce(sum(unusable_count), 0) as unusable
     from sync_part where account_id = $1 and sync_id = $2`,
    [accountId, syncId],
  )
  return { received: Number(rows[0]?.received), unusable: Number(rows[0]?.unusable) }
}

/** Rejections of the parts together stay within the bound of a sync. */
export async function trimRejections(connection: PoolClient, { accountId, syncId }: Kept): Promise<void> {
  await connection.query(
    `delete from sync_rejection j using (
       select part, line from sync_rejection where account_id = $1 and sync_id = $2
       order by part, line offset ${rejectionsKeptMax}) beyond
     where j.account_id = $1 and j.sync_id = $2 and j.part = beyond.part and j.line = beyond.line`,
    [accountId, syncId],
  )
}

export async function deleteKept(connection: PoolClient, { accountId, syncId }: Kept): Promise<void> {
  await connection.query('delete from sync_part where account_id = $1 and sync_id = $2', [accountId, syncId])
}
