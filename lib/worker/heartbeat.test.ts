import { expect, test } from 'vitest'
import { pool } from '@/lib/platform/pool'
import { testDatabase } from '@/lib/testing/database'
import { releaseLostJobs, startHeartbeat } from './heartbeat'

testDatabase()

/** A job that `worker` took this many seconds ago. */
async function lockedJob(worker: string, agoS: number): Promise<string> {
  const { rows } = await pool().query<{ id: string }>("select id from graphile_worker.add_job('some.job')")
  const id = rows[0]?.id ?? ''
  await pool().query(
    'update graphile_worker._private_jobs set locked_by = $2, locked_at = now() - make_interval(secs => $3) where id = $1',
    [id, worker, agoS],
  )
  return id
}

const heard = (worker: string, agoS: number) =>
  pool().query('insert into worker_heartbeat values ($1, now() - make_interval(secs => $2))', [worker, agoS])

async function stillLocked(): Promise<string[]> {
  const { rows } = await pool().query(
    'select locked_by from graphile_worker.jobs where locked_by is not null',
  )
  return rows.map((row) => row.locked_by).sort()
}

test('jobs of a worker that fell silent, or was never heard, go back; those of a living one stay', async () => {
  await heard('living', 1)
  await heard('silent', 60)
  await lockedJob('living', 3_000)
  await lockedJob('silent', 3_000)
  await lockedJob('unheard', 60)
  await lockedJob('just-begun', 1)
  expect(await releaseLostJobs(pool())).toBe(2)
  expect(await stillLocked()).toEqual(['just-begun', 'living'])
  expect(await releaseLostJobs(pool())).toBe(0)
})

test('it beats at once for every worker there is, and takes them off the list when they end', async () => {
  const heartbeat = startHeartbeat(pool(), () => ['a', 'b'])
  const alive = async () => {
    const { rows } = await pool().query(
      "select id from worker_heartbeat where at > now() - interval '5 seconds'",
    )
    return rows.map((row) => row.id)
  }
  await expect.poll(alive).toEqual(expect.arrayContaining(['a', 'b']))
  await heartbeat.stop(['a', 'b'])
  expect(await alive()).not.toEqual(expect.arrayContaining(['a']))
})
