import type { Pool } from 'pg'

/** A running sync says every second that it is alive; one silent for this long has lost its process. */
const silentForS = 30

/** The queue tries an accepted sync again for this long; after that something is wrong with it and not with its process. */
const lostAfterS = 24 * 3600

const problem = (detail: string) => JSON.stringify({ code: 'interrupted', detail })

const count = async (pool: Pool, text: string, values: unknown[]) =>
  (await pool.query(text, values)).rowCount ?? 0

/** Back to open or held: committed or approved by a process that is gone. Accepted ones are with the queue. */
export function unclaimSilent(pool: Pool): Promise<number> {
  return count(
    pool,
    `update sync s set
       status = case when held_revision is null then 'open' else 'held' end,
       expires_at = case when held_revision is null then greatest(expires_at, now() + interval '1 hour') else expires_at end
     where status = 'applying' and committed_at is null and alive_at < now() - make_interval(secs => $1)
       and (held_revision is not null or expires_at is not null)
       and not exists (select 1 from sync h where h.account_id = s.account_id and h.audience_id = s.audience_id
                       and h.status = 'held')`,
    [silentForS],
  )
}

export function failSilent(pool: Pool): Promise<number> {
  return count(
    pool,
    `update sync set status = 'failed', problem = $2, finished_at = now()
     where status in ('receiving', 'applying') and committed_at is null and alive_at < now() - make_interval(secs => $1)`,
    [silentForS, problem('Roster stopped while this sync ran. Nothing changed; send it again.')],
  )
}

export function endLost(pool: Pool): Promise<number> {
  return count(
    pool,
    `update sync set status = 'failed', problem = $2, finished_at = now()
     where status in ('open', 'applying') and committed_at < now() - make_interval(secs => $1)
       and alive_at < now() - make_interval(secs => $1)`,
    [
      lostAfterS,
      problem('Roster tried for a day to apply this sync and could not. Nothing changed; send it again.'),
    ],
  )
}

export function expireOpen(pool: Pool): Promise<number> {
  return count(
    pool,
    `update sync set status = 'abandoned', problem = $1, finished_at = now()
     where status = 'open' and committed_at is null and expires_at < now()`,
    [JSON.stringify({ code: 'expired', detail: 'It was not committed in time. Nothing of it was applied.' })],
  )
}
