import type { Pool, PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import type { KeptRejection } from './read-rows'
import type { ImportCounts, ImportSettings } from './schema'

/** One attempt of a worker at an import. */
export type Run = {
  accountId: AccountId
  importId: bigint
  attempt: number
  status: 'checking' | 'running'
  settings: ImportSettings
  fileBytes: number
}

type BegunRow = { attempt: number; status: Run['status']; settings: ImportSettings; file_bytes: string }

/** Begins an attempt, and takes the import from any that came before. Undefined when there is nothing to do. */
export async function beginAttempt(
  pool: Pool,
  accountId: AccountId,
  importId: bigint,
): Promise<Run | undefined> {
  const { rows } = await pool.query<BegunRow>(
    `update import set attempt = attempt + 1, bytes_read = 0, received = 0, changed_at = now(),
       status = case when status = 'checking' then status else 'running' end
     where account_id = $1 and id = $2 and status in ('checking', 'queued', 'running')
     returning attempt, status, settings, file_bytes`,
    [accountId, String(importId)],
  )
  const [row] = rows
  return row && { accountId, importId, ...row, fileBytes: Number(row.file_bytes) }
}

const ours = 'account_id = $1 and id = $2 and attempt = $3 and status = $4'
const keyOf = ({ accountId, importId, attempt, status }: Run) => [
  accountId,
  String(importId),
  attempt,
  status,
]

/** Says how far an attempt is, and that it lives. False when it was cancelled, or another took over. */
export async function noteProgress(
  pool: Pool,
  run: Run,
  { bytesRead, received }: { bytesRead: number; received: number },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update import set bytes_read = $5, received = $6, changed_at = now() where ${ours}`,
    [...keyOf(run), bytesRead, received],
  )
  return rowCount === 1
}

export type Outcome = { counts: ImportCounts; heading: string[]; listId: number | null }

/** Ends an attempt that came to its end. False when it was cancelled, or another took over: then nothing may be done. */
export async function settle(
  connection: PoolClient,
  run: Run,
  { counts, heading, listId }: Outcome,
): Promise<boolean> {
  const isDone = run.status === 'running'
  const { rowCount } = await connection.query(
    `update import set status = $5, finished_at = case when $6 then now() end, changed_at = now(), bytes_read = file_bytes,
       received = $7, duplicates = $8, created = $9, updated = $10, unchanged = $11, rejected = $12,
       granted = $13, withdrawn = $14, listed = $15, suppressed = $16, list_id = $17, heading = $18, problem = null
     where ${ours}`,
    [
      ...keyOf(run),
      isDone ? 'done' : 'checked',
      isDone,
      ...[counts.received, counts.duplicates, counts.created, counts.updated, counts.unchanged],
      ...[counts.rejected, counts.granted, counts.withdrawn, counts.listed, counts.suppressed],
      isDone ? listId : null,
      heading,
    ],
  )
  return rowCount === 1
}

/** Ends an attempt for good: a check leaves a draft behind that says why, an import has failed. */
export async function settleFailed(connection: PoolClient, run: Run, problem: string): Promise<boolean> {
  const isCheck = run.status === 'checking'
  const { rowCount } = await connection.query(
    `update import set status = $5, problem = $6, finished_at = case when $7 then null else now() end, changed_at = now(),
       received = 0
     where ${ours}`,
    [...keyOf(run), isCheck ? 'uploaded' : 'failed', problem, isCheck],
  )
  return rowCount === 1
}

/** What is kept of an import's rejected rows from now on. */
export async function replaceRejections(
  connection: PoolClient,
  { accountId, importId }: Run,
  rejections: Pick<KeptRejection, 'line' | 'value' | 'reason' | 'cells'>[],
): Promise<void> {
  await connection.query('delete from import_rejection where account_id = $1 and import_id = $2', [
    accountId,
    String(importId),
  ])
  for (let at = 0; at < rejections.length; at += batchMax) {
    await connection.query(
      `insert into import_rejection (account_id, import_id, line, value, reason, cells)
       select $1, $2, r.line, r.value, r.reason, array(select jsonb_array_elements_text(r.cells))
       from jsonb_to_recordset($3::jsonb) as r (line bigint, value text, reason text, cells jsonb)`,
      [accountId, String(importId), JSON.stringify(rejections.slice(at, at + batchMax))],
    )
  }
}

const batchMax = 1_000

/** Stops the statement that a session is at, if it is at one. */
export async function stopStatement(pool: Pool, processId: number): Promise<void> {
  await pool.query('select pg_cancel_backend($1)', [processId])
}
