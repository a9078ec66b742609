import type { Db } from '@/lib/platform/db'
import { type DeliverJob, deliverTask, priorities } from './jobs'
import type { Decision, Outcome } from './rules'

/** A delivery that a worker has for itself, with what its webhook says of how to send it. */
export type TakenDelivery = {
  webhook_id: number
  message_id: string
  event: string
  payload: unknown
  created_at: Date
  retry: number
  url: string
  secret: string
  previous_secret: string | null
  previous_secret_until: Date | null
  active: boolean
  failing_since: Date | null
}

/**
 * Takes a delivery for one attempt, for a bounded time: whoever asks meanwhile gets nothing, and when the worker
 * dies another takes it later.
 */
export async function takeDelivery(
  db: Db,
  job: DeliverJob,
  leaseS: number,
): Promise<TakenDelivery | undefined> {
  const rows = await db.$queryRaw<TakenDelivery[]>`
    update webhook_delivery d set taken_until = now() + make_interval(secs => ${leaseS}::int)
    from webhook w
    where d.account_id = ${job.accountId} and d.id = ${BigInt(job.deliveryId)}
      and d.attempts = ${job.attempt} and d.status = 'pending'
      and (d.taken_until is null or d.taken_until <= now())
      and w.account_id = d.account_id and w.id = d.webhook_id
    returning d.webhook_id, d.message_id, d.event, d.payload, d.created_at, d.retry,
      w.url, w.secret, w.previous_secret, w.previous_secret_until, w.active, w.failing_since`
  return rows[0]
}

/** Until when somebody else has the delivery for the attempt of this job; undefined when the attempt is over. */
export async function selectTakenUntil(
  db: Db,
  job: DeliverJob,
): Promise<{ webhook_id: number; taken_until: Date } | undefined> {
  const rows = await db.$queryRaw<{ webhook_id: number; taken_until: Date }[]>`
    select webhook_id, taken_until from webhook_delivery
    where account_id = ${job.accountId} and id = ${BigInt(job.deliveryId)}
      and attempts = ${job.attempt} and status = 'pending' and taken_until is not null`
  return rows[0]
}

/**
 * Notes an attempt, unless it was noted already. One whose webhook was switched off meanwhile is not tried again.
 * Answers the status it has then.
 */
export async function noteAttempt(
  db: Db,
  job: DeliverJob,
  { outcome, decision, at }: { outcome: Outcome; decision: Decision; at: Date },
): Promise<Decision['status'] | undefined> {
  const rows = await db.$queryRaw<{ status: Decision['status'] }[]>`
    update webhook_delivery set
      status = case when status = 'failed' and ${decision.status} = 'pending' then 'failed' else ${decision.status} end,
      attempts = attempts + 1, retry = retry + 1, taken_until = null, attempted_at = ${at},
      last_status = ${outcome.httpStatus}::int, last_error = ${outcome.error}, duration_ms = ${outcome.durationMs},
      next_at = coalesce(${decision.nextAt}::timestamptz, next_at),
      delivered_at = case when ${decision.status} = 'delivered' then ${at}::timestamptz end
    where account_id = ${job.accountId} and id = ${BigInt(job.deliveryId)} and attempts = ${job.attempt}
    returning status`
  return rows[0]?.status
}

/** Keeps how the webhook fares; written only when that changes, since its deliveries are many. */
export async function noteHealth(
  db: Db,
  accountId: number,
  webhookId: number,
  { decision, at }: { decision: Decision; at: Date },
): Promise<void> {
  await db.$executeRaw`
    update webhook set failing_since = ${decision.failingSince}::timestamptz
    where account_id = ${accountId} and id = ${webhookId}
      and (failing_since is null) <> (${decision.failingSince}::timestamptz is null)`
  if (decision.switchOff === null) return
  await db.$executeRaw`
    update webhook set active = false, switched_off_reason = ${decision.switchOff}, switched_off_at = ${at}
    where account_id = ${accountId} and id = ${webhookId} and active`
}

/** Has an attempt made at a moment, in the queue of its webhook. */
export async function addDeliverJob(
  db: Db,
  job: DeliverJob,
  { webhookId, runAt, failing }: { webhookId: number; runAt: Date; failing: boolean },
): Promise<void> {
  await db.$queryRaw`
    select (graphile_worker.add_job(
      ${deliverTask}::text,
      json_build_object('accountId', ${job.accountId}::int, 'deliveryId', ${job.deliveryId}::text,
        'attempt', ${job.attempt}::int),
      queue_name => 'webhook-' || ${job.accountId}::int || '-' || ${webhookId}::int,
      run_at => ${runAt}::timestamptz,
      priority => ${failing ? priorities.failing : priorities.working}::int)).id`
}

/** Begins the schedule of a delivery anew. Answers how many attempts were made before. */
export async function restartDelivery(
  db: Db,
  accountId: number,
  { webhookId, id, at }: { webhookId: number; id: bigint; at: Date },
): Promise<number | undefined> {
  const rows = await db.$queryRaw<{ attempts: number }[]>`
    update webhook_delivery set status = 'pending', retry = 0, next_at = ${at}, delivered_at = null
    where account_id = ${accountId} and webhook_id = ${webhookId} and id = ${id}
    returning attempts`
  return rows[0]?.attempts
}

/** Forgets at most `max` deliveries that ended and are older. Answers how many. */
export function deleteOldDeliveries(db: Db, before: Date, max: number): Promise<number> {
  return db.$executeRaw`
    delete from webhook_delivery where (account_id, id) in (
      select account_id, id from webhook_delivery
      where created_at < ${before} and status <> 'pending'
      order by created_at limit ${max})`
}
