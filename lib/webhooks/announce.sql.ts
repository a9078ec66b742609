import { Prisma } from '@/lib/platform/generated/client'
import { deliverTask, priorities } from './jobs'

/**
 * A delivery, and the job that sends it, for every active webhook of the account that wants the event. Without one
 * this is a look at the account's few webhooks. Deliveries of one webhook are a queue of their own, so that a slow
 * server holds up nobody else's.
 */
export function announceSql(
  accountId: number,
  event: { type: string; data: string; messageId: string },
): Prisma.Sql {
  return Prisma.sql`
    with wanting as (
      select id, failing_since is not null as failing from webhook
      where account_id = ${accountId}::int and active and events @> array[${event.type}::text]),
    stored as (
      insert into webhook_delivery (account_id, webhook_id, message_id, event, payload)
      select ${accountId}::int, id, ${event.messageId}::text, ${event.type}::text, ${event.data}::jsonb from wanting
      returning account_id, webhook_id, id)
    select count((graphile_worker.add_job(
      ${deliverTask}::text,
      json_build_object('accountId', s.account_id, 'deliveryId', s.id::text, 'attempt', 0),
      queue_name => 'webhook-' || s.account_id || '-' || s.webhook_id,
      priority => case when w.failing then ${priorities.failing}::int else ${priorities.working}::int end
    )).id)::int as announced
    from stored s join wanting w on w.id = s.webhook_id`
}
