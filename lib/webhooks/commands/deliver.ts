import { inTransaction, type SystemContext } from '@/lib/access/context'
import {
  addDeliverJob,
  noteAttempt,
  noteHealth,
  selectTakenUntil,
  type TakenDelivery,
  takeDelivery,
} from '../delivery.sql'
import type { DeliverJob } from '../jobs'
import { type Decision, decide, type Outcome } from '../rules'
import { openSecret } from '../secrets'
import { sealMessage } from '../sending/message'
import { post, type Transport } from '../sending/post'
import { endPending } from '../webhook.sql'

/** How long a worker has a delivery for itself: twice an attempt, less than after which a dead worker's jobs go back. */
const leaseS = 30

const offOutcome: Outcome = {
  httpStatus: null,
  error: 'The webhook is switched off.',
  retryAfterS: null,
  durationMs: 0,
}
const offDecision = { status: 'failed', nextAt: null, switchOff: null } as const

/**
 * Makes one attempt at a delivery and notes what came of it. Safe to repeat: an attempt that was noted is not made
 * again. When the process dies between sending and noting, the receiver gets the same message, with its id, again.
 */
export async function deliver(ctx: SystemContext, job: DeliverJob, transport?: Transport): Promise<void> {
  const taken = await takeDelivery(ctx.db, job, leaseS)
  if (!taken) return comeBack(ctx, job)
  const { failing_since: failingSince } = taken
  if (!taken.active) return note(ctx, job, taken, offOutcome, { ...offDecision, failingSince })
  const outcome = await send(ctx, taken, transport)
  const given = { retry: taken.retry, failingSince, now: ctx.now(), random: Math.random() }
  await note(ctx, job, taken, outcome, decide(outcome, given))
}

/** Somebody else has it. Should that worker be dead, this job must come back: its own is gone. */
async function comeBack(ctx: SystemContext, job: DeliverJob): Promise<void> {
  const held = await selectTakenUntil(ctx.db, job)
  if (!held) return
  const at = { webhookId: held.webhook_id, runAt: held.taken_until, failing: false }
  await addDeliverJob(ctx.db, job, at)
}

function send(ctx: SystemContext, taken: TakenDelivery, transport: Transport | undefined): Promise<Outcome> {
  const now = ctx.now()
  const message = {
    id: taken.message_id,
    type: taken.event,
    occurredAt: taken.created_at,
    data: taken.payload,
  }
  return post(taken.url, sealMessage(message, keysOf(taken, now), now), transport)
}

type Secrets = Pick<TakenDelivery, 'secret' | 'previous_secret' | 'previous_secret_until'>

/** What a message is signed with at a moment, the newest first. */
export function keysOf(webhook: Secrets, now: Date): Buffer[] {
  const { secret, previous_secret: previous, previous_secret_until: until } = webhook
  const both = previous !== null && until !== null && until > now
  return [secret, ...(both ? [previous] : [])].map(openSecret)
}

async function note(
  ctx: SystemContext,
  job: DeliverJob,
  taken: TakenDelivery,
  outcome: Outcome,
  decision: Decision,
): Promise<void> {
  const { webhook_id: webhookId } = taken
  const at = ctx.now()
  await inTransaction(ctx, async (ctx) => {
    // The webhook before its deliveries, as whoever switches one off does.
    await noteHealth(ctx.db, job.accountId, webhookId, { decision, at })
    const status = await noteAttempt(ctx.db, job, { outcome, decision, at })
    if (decision.switchOff !== null) {
      await endPending(ctx.db, job.accountId, webhookId, offOutcome.error ?? '')
    }
    if (status !== 'pending' || decision.nextAt === null) return
    const next = { ...job, attempt: job.attempt + 1 }
    await addDeliverJob(ctx.db, next, { webhookId, runAt: decision.nextAt, failing: true })
  })
}
