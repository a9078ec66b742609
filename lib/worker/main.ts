import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, type Task, type TaskList, type WorkerEvents } from 'graphile-worker'
import { Pool } from 'pg'
import { db, disconnectDb } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { inRequest, log, reportBug } from '@/lib/platform/log'
import { closePool, connectionConfig } from '@/lib/platform/pool'
import { handlers } from './handlers'
import { startHeartbeat } from './heartbeat'
import { schedule } from './schedule'

/** How long jobs may finish after a signal to stop; what is left goes back to the queue. */
const drainMs = 10_000

const events: WorkerEvents = new EventEmitter()
const workerIds = new Set<string>()
events.on('worker:create', ({ worker }) => workerIds.add(worker.workerId))
events.on('worker:stop', ({ worker }) => workerIds.delete(worker.workerId))
events.on('job:error', ({ job, error }) => {
  const { id, task_identifier: task, attempts } = job
  log().warn({ jobId: id, task, attempts, bugId: reportBug(error) }, 'job failed')
})

// Its own errors come through the events; its other words matter only to whoever looks for a fault.
const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') log().warn({ source: 'queue' }, message)
  else log().debug({ source: 'queue' }, message)
})

/** Everything a job logs carries the job's id. */
function traced(tasks: TaskList): TaskList {
  const wrap = Object.entries(tasks).map(([name, task]): [string, Task | undefined] => [
    name,
    task && ((payload, helpers) => inRequest(`job-${helpers.job.id}`, () => task(payload, helpers))),
  ])
  return Object.fromEntries(wrap)
}

async function main(): Promise<void> {
  const pool = new Pool(connectionConfig(env().DATABASE_URL, 'worker'))
  pool.on('error', reportBug)
  const runner = await run({
    pgPool: pool,
    taskList: traced(handlers),
    parsedCronItems: parseCronItems(schedule),
    concurrency: env().WORKER_CONCURRENCY,
    noHandleSignals: true,
    events,
    logger,
  })
  const heartbeat = startHeartbeat(pool, () => [...workerIds])
  // What sends is the most there is to load, and a start does not wait for it.
  const sending = import('@/lib/mailings/sending/worker').then(({ startSending }) =>
    startSending({ db: db(), now: () => new Date() }),
  )
  log().info({ tasks: Object.keys(handlers).length }, 'worker started')

  let ending: Promise<void> | undefined
  const end = (exitCode: number) => {
    ending ??= (async () => {
      const held = [...workerIds]
      const finished = Promise.all([runner.stop(), sending.then(({ stop }) => stop())]).then(() => true)
      const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), drainMs).unref())
      if (!(await Promise.race([finished, late]))) {
        await pool.query('select graphile_worker.force_unlock_workers($1)', [held])
      }
      await heartbeat.stop(held)
      await Promise.all([pool.end(), closePool(), disconnectDb()])
      log().info('worker stopped')
    })()
      .catch(reportBug)
      .then(() => process.exit(exitCode))
    return ending
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(0))
  // Whoever started us is gone without a word: end too, rather than run on unwatched.
  process.on('disconnect', () => void end(0))
  Promise.all([runner.promise, sending]).then(
    () => end(1),
    (error) => {
      reportBug(error)
      return end(1)
    },
  )
}

main().catch((error) => {
  reportBug(error)
  process.exit(1)
})
