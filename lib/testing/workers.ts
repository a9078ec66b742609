import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach } from 'vitest'
import { pool } from '@/lib/platform/pool'

/** Workers in processes of their own, with the settings of this one; gone after each test. */
export function testWorkers(): { start: () => ChildProcess } {
  const workers: ChildProcess[] = []
  afterEach(() => {
    for (const worker of workers.splice(0)) worker.kill('SIGKILL')
  })
  return {
    start: () => {
      const worker = spawn(process.execPath, ['--import', 'tsx', 'lib/worker/main.ts'], { stdio: 'ignore' })
      workers.push(worker)
      return worker
    },
  }
}

/** Lets the time pass after which a worker that fell silent counts as dead. */
export async function letWorkersDie(): Promise<void> {
  await pool().query(`
    with beat as (update worker_heartbeat set at = at - interval '1 minute')
    update graphile_worker._private_jobs set locked_at = locked_at - interval '1 minute' where locked_by is not null`)
}
