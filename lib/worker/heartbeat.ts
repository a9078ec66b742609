import type { Pool } from 'pg'
import { reportBug } from '@/lib/platform/log'

const beatMs = 5_000
/** Past this a worker counts as dead, and the jobs it held go back to the queue. */
const deadAfterS = 45
/** Rows of workers long gone are only clutter. */
const forgetAfterS = 3_600

/** Says that these workers live. One that is in the table keeps its jobs; one that falls silent loses them. */
async function beat(pool: Pool, workerIds: string[]): Promise<void> {
  await pool.query(
    `insert into worker_heartbeat (id, at) select unnest($1::text[]), now()
     on conflict (id) do update set at = excluded.at`,
    [workerIds],
  )
}

/**
 * The queue itself waits four hours before it takes a lost worker's jobs for lost. The lock must be
 * older than the bound too: a worker that has just begun may have taken a job before its first beat.
 */
export async function releaseLostJobs(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ released: number }>(
    `with lost as (
       select array_agg(distinct locked_by) as ids from graphile_worker.jobs
       where locked_at < now() - make_interval(secs => $1)
         and not exists (
           select from worker_heartbeat h where h.id = locked_by and h.at > now() - make_interval(secs => $1))
     )
     select coalesce(array_length(ids, 1), 0) as released, graphile_worker.force_unlock_workers(ids) from lost`,
    [deadAfterS],
  )
  await pool.query('delete from worker_heartbeat where at < now() - make_interval(secs => $1)', [
    forgetAfterS,
  ])
  return rows[0]?.released ?? 0
}

/** `stop` takes the ids of the workers that ended: they count as gone from then on, not as silent. */
export type Heartbeat = { stop: (workerIds: string[]) => Promise<void> }

/** Beats until stopped; `workerIds` is asked each time, since workers are replaced when they fail. */
export function startHeartbeat(pool: Pool, workerIds: () => string[]): Heartbeat {
  const turn = async () => {
    await beat(pool, workerIds())
    await releaseLostJobs(pool)
  }
  let running = turn().catch(reportBug)
  const timer = setInterval(() => {
    running = running.then(turn).catch(reportBug)
  }, beatMs)
  return {
    stop: async (ids) => {
      clearInterval(timer)
      await running
      await pool.query('delete from worker_heartbeat where id = any($1)', [ids])
    },
  }
}
