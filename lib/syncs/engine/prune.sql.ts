import type { Pool } from 'pg'

/** Rows deleted in one statement, so that none holds its locks for long. */
const batchMax = 50_000

async function inBatches(pool: Pool, text: string, values: unknown[] = []): Promise<number> {
  let deleted = 0
  for (;;) {
    const { rowCount } = await pool.query(text, [batchMax, ...values])
    deleted += rowCount ?? 0
    if ((rowCount ?? 0) === 0) return deleted
  }
}

/** Rows and parts of syncs that ended without using them. */
export async function deleteEndedParts(pool: Pool): Promise<number> {
  return inBatches(
    pool,
    `delete from sync_part where ctid = any(array(
       select p.ctid from sync_part p join sync s on s.account_id = p.account_id and s.id = p.sync_id
       where s.status in ('done', 'failed', 'rejected', 'abandoned', 'undone') limit least($1, 100)))`,
  )
}

/** Rejected rows of syncs that ended before the account's retention. Their number stays with the sync. */
export async function deleteOldRejections(pool: Pool): Promise<number> {
  return inBatches(
    pool,
    `delete from sync_rejection where ctid = any(array(
       select j.ctid from account a
       join sync s on s.account_id = a.id and s.finished_at < now() - make_interval(days => a.retention_days)
       join sync_rejection j on j.account_id = s.account_id and j.sync_id = s.id
       limit $1))`,
  )
}

/**
 * How far back each audience can still be looked at moves on: first the mark, then the rows behind it, so that nobody asks for what
 * is half gone.
 */
export async function movePrunedRevisions(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `update audience a set pruned_revision = old.revision
     from (select s.account_id, s.audience_id, max(s.revision) as revision
           from sync s join account c on c.id = s.account_id
           where s.applied_at < now() - make_interval(days => c.retention_days)
           group by s.account_id, s.audience_id) old
     where a.account_id = old.account_id and a.id = old.audience_id and a.pruned_revision < old.revision`,
  )
  return rowCount ?? 0
}

export async function deleteOldFormerMembers(pool: Pool): Promise<number> {
  return inBatches(
    pool,
    `delete from former_member where ctid = any(array(
       select f.ctid from audience a
       join former_member f on f.account_id = a.account_id and f.audience_id = a.id and f.left_revision <= a.pruned_revision
       where a.pruned_revision > 0
       limit $1))`,
  )
}
