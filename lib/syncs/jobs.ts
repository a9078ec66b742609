import type { PoolClient } from 'pg'

/** The worker applies a sync whose rows are all kept. */
export type ApplyJob = { accountId: number; syncId: string }

export const applyTask = 'syncs.apply'

/** What passes, such as a database that restarts, is over within an hour of attempts. */
const attemptsMax = 12

/** Puts the job in the queue in the transaction of the caller: once per sync, however often it is asked. */
export async function enqueueApply(connection: PoolClient, job: ApplyJob): Promise<void> {
  await connection.query('select graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => $4)', [
    applyTask,
    JSON.stringify(job),
    `${applyTask}:${job.syncId}`,
    attemptsMax,
  ])
}
