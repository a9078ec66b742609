import type { Context } from '@/lib/access/context'
import { pool } from '@/lib/platform/pool'
import { createWebhook } from '@/lib/webhooks/commands/save-webhook'
import { announce } from '@/lib/webhooks/events'
import type { DeliverJob } from '@/lib/webhooks/jobs'
import { listDeliveries } from '@/lib/webhooks/queries'

/** A webhook with one delivery, as it waits for its first attempt. */
export async function waitingDelivery(ctx: Context, url: string) {
  const { id, secret } = await createWebhook(ctx, { url, events: ['sync.done'], active: true })
  return { webhookId: id, secret, job: await announcedDelivery(ctx, id) }
}

/** One more delivery of a webhook. */
export async function announcedDelivery(ctx: Context, webhookId: string): Promise<DeliverJob> {
  const { accountId } = ctx.actor
  await announce(ctx.db, accountId, { type: 'sync.done', data: { id: '7', name: 'Größte "Kunden"' } })
  const [delivery] = (await listDeliveries(ctx, { webhookId }, { limit: 1 })).rows
  return { accountId, deliveryId: delivery?.id ?? '', attempt: 0 }
}

/** The jobs that were made for a delivery: for which attempt, and how soon. */
export async function jobsOf({ deliveryId }: DeliverJob): Promise<{ attempt: number; inS: number }[]> {
  const { rows } = await pool().query(
    `select (payload->>'attempt')::int as attempt, extract(epoch from run_at - now())::float8 as "inS"
     from graphile_worker._private_jobs where payload->>'deliveryId' = $1 order by id`,
    [deliveryId],
  )
  return rows
}
