import type { Pool } from 'pg'

/** Rows deleted in one statement, so that none holds its locks for long. */
const batchMax = 10_000

/** The queue gives up on a job long before; what is silent for this long has lost its last attempt. */
const silentForMinutes = 60

export async function deleteOldDrafts(pool: Pool, keptDays: number): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from import
     where status in ('uploading', 'uploaded', 'checked') and changed_at < now() - make_interval(days => $1)`,
    [keptDays],
  )
  return rowCount ?? 0
}

export async function failSilent(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `with ended as (
       update import set
         status = case status when 'checking' then 'uploaded' else 'failed' end,
         finished_at = case status when 'checking' then null else now() end,
         problem = 'The worker did not come to its end with it. Nothing was changed.', received = 0, changed_at = now()
       where status in ('checking', 'running') and changed_at < now() - make_interval(mins => $1)
       returning account_id, id, status),
     files as (
       delete from import_chunk c using ended e
       where e.status = 'failed' and c.account_id = e.account_id and c.import_id = e.id)
     select from ended`,
    [silentForMinutes],
  )
  return rowCount ?? 0
}

export async function deleteOldRejections(pool: Pool): Promise<number> {
  let deleted = 0
  for (;;) {
    const { rowCount } = await pool.query(
      `delete from import_rejection where ctid = any(array(
         select r.ctid from account a
         join import i on i.account_id = a.id and i.finished_at < now() - make_interval(days => a.retention_days)
         join import_rejection r on r.account_id = i.account_id and r.import_id = i.id
         limit $1))`,
      [batchMax],
    )
    deleted += rowCount ?? 0
    if ((rowCount ?? 0) === 0) return deleted
  }
}
