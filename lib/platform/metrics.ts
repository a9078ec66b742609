import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { pool } from './pool'
import { singleton } from './singleton'

function create() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'roster_' })
  const duration = new Histogram({
    name: 'roster_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'area', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 60],
    registers: [registry],
  })
  const connections = new Gauge({
    name: 'roster_database_pool_connections',
    help: 'Connections of the streaming pool of this process',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = pool()
      this.set({ state: 'busy' }, totalCount - idleCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waiting' }, waitingCount)
    },
  })
  const jobs = new Gauge({
    name: 'roster_jobs',
    help: 'Jobs of the whole installation by state',
    labelNames: ['state'] as const,
    registers: [registry],
    async collect() {
      for (const [state, count] of Object.entries(await countJobs())) this.set({ state }, Number(count))
    },
  })
  const mails = new Counter({
    name: 'roster_mails_total',
    help: 'Mails of the whole installation by outcome: sent, failed, or unknown because the answer was lost',
    labelNames: ['outcome'] as const,
    registers: [registry],
    async collect() {
      const counts = await countMails()
      this.reset()
      for (const { outcome, mails } of counts) this.inc({ outcome }, Number(mails))
    },
  })
  return { registry, duration, connections, jobs, mails }
}

const metrics = singleton('metrics', create)

export const requestDuration = () => metrics.get().duration

/** In the text format of Prometheus. */
export async function readMetrics(): Promise<{ contentType: string; text: string }> {
  const { registry } = metrics.get()
  return { contentType: registry.contentType, text: await registry.metrics() }
}

type JobCounts = { due: string; running: string; later: string; failed: string }

async function countJobs(): Promise<JobCounts | Record<string, never>> {
  const { rows } = await pool().query<JobCounts>(`
    select count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()) as due,
           count(*) filter (where locked_at is not null) as running,
           count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now()) as later,
           count(*) filter (where locked_at is null and attempts >= max_attempts) as failed
    from graphile_worker.jobs`)
  return rows[0] ?? {}
}

async function countMails(): Promise<{ outcome: string; mails: string }[]> {
  const { rows } = await pool().query<{ outcome: string; mails: string }>(`
    select outcome, coalesce(mails, 0) as mails
    from unnest(array['sent', 'failed', 'unknown']) as _ (outcome) left join mail_count using (outcome)`)
  return rows
}
