import type { PoolClient } from 'pg'
import type { Turn } from './audience.sql'

export type Undoable = {
  audienceExternalId: string
  status: string
  revision: number | null
  dryRun: boolean
}

export async function selectUndoable(
  connection: PoolClient,
  accountId: number,
  syncId: string,
): Promise<Undoable | undefined> {
  const { rows } = await connection.query<{
    external_id: string
    status: string
    revision: number | null
    dry_run: boolean
  }>(
    `select a.external_id, s.status, s.revision, s.dry_run
     from sync s join audience a on a.account_id = s.account_id and a.id = s.audience_id
     where s.account_id = $1 and s.id = $2`,
    [accountId, syncId],
  )
  const row = rows[0]
  return (
    row && {
      audienceExternalId: row.external_id,
      status: row.status,
      revision: row.revision,
      dryRun: row.dry_run,
    }
  )
}

/** The first sync after this one that changed the audience. Erasures take nobody back in, and so are in nobody's way. */
export async function selectLater(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  revision: number,
): Promise<string | undefined> {
  const { rows } = await connection.query<{ id: string }>(
    `select id from sync where account_id = $1 and audience_id = $2 and revision > $3 and mode <> 'erase'
     order by revision limit 1`,
    [accountId, turn.audienceId, revision],
  )
  return rows[0]?.id
}

/** Takes out whoever joined with the revision and brings back whoever left with it. */
export async function applyUndo(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  revision: number,
): Promise<{ added: number; removed: number }> {
  const next = turn.revision + 1
  const removed = await connection.query(
    `with gone as (
       delete from member where account_id = $1 and audience_id = $2 and joined_revision = $3
       returning contact_id, joined_revision)
     insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
     select $1, $2, $4, contact_id, joined_revision from gone`,
    [accountId, turn.audienceId, revision, next],
  )
  const added = await connection.query(
    `insert into member (account_id, audience_id, contact_id, joined_revision)
     select $1, $2, contact_id, $4 from former_member
     where account_id = $1 and audience_id = $2 and left_revision = $3
     order by contact_id`,
    [accountId, turn.audienceId, revision, next],
  )
  return { added: added.rowCount ?? 0, removed: removed.rowCount ?? 0 }
}

export async function markUndone(
  connection: PoolClient,
  accountId: number,
  syncId: string,
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `update sync set status = 'undone' where account_id = $1 and id = $2 and status = 'done'`,
    [accountId, syncId],
  )
  return rowCount === 1
}
