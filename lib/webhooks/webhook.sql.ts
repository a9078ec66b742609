import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { DeliveryStatus } from './schema'

/** How many webhooks there are, the account held so that two creations cannot both be the last. */
export async function lockWebhookCount(db: Db, accountId: AccountId): Promise<number> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from webhook where account_id = ${accountId}`
  return rows[0]?.count ?? 0
}

/** Until the transaction ends, nobody else changes the webhook. */
export async function lockWebhook(db: Db, accountId: AccountId, id: number): Promise<void> {
  await db.$queryRaw`select 1 from webhook where account_id = ${accountId} and id = ${id} for no key update`
}

export type DeliveryRow = {
  id: bigint
  webhook_id: number
  message_id: string
  event: string
  payload: Record<string, unknown>
  status: DeliveryStatus
  attempts: number
  last_status: number | null
  last_error: string | null
  duration_ms: number | null
  next_at: Date
  created_at: Date
  attempted_at: Date | null
  delivered_at: Date | null
}

const columns = Prisma.sql`
  d.id, d.webhook_id, d.message_id, d.event, d.payload, d.status, d.attempts, d.last_status, d.last_error,
  d.duration_ms, d.next_at, d.created_at, d.attempted_at, d.delivered_at`

/** The log of a webhook, the latest first. */
export function selectDeliveries(
  db: Db,
  accountId: AccountId,
  filter: { webhookId: number; status?: DeliveryStatus | undefined },
  page: PageRequest,
): Promise<(DeliveryRow & SortKey)[]> {
  const id = Prisma.sql`d.id`
  const { key, where, orderAndLimit } = keysetSql(
    { column: id, type: 'bigint', id, idType: 'bigint', direction: 'desc' },
    page,
  )
  return db.$queryRaw<(DeliveryRow & SortKey)[]>`
    select ${columns}, ${key} from webhook_delivery d
    where d.account_id = ${accountId} and d.webhook_id = ${filter.webhookId}
      and (${filter.status ?? null}::text is null or d.status = ${filter.status ?? null})
      and ${where}
    ${orderAndLimit}`
}

export async function selectDelivery(
  db: Db,
  accountId: AccountId,
  of: { webhookId: number; id: bigint },
): Promise<DeliveryRow | undefined> {
  const rows = await db.$queryRaw<DeliveryRow[]>`
    select ${columns} from webhook_delivery d
    where d.account_id = ${accountId} and d.webhook_id = ${of.webhookId} and d.id = ${of.id}`
  return rows[0]
}

type LastDeliveryRow = { webhook_id: number; status: DeliveryStatus; at: Date }

/** The latest delivery of each webhook: one look into the log for each of the account's few. */
export function selectLastDeliveries(db: Db, accountId: AccountId): Promise<LastDeliveryRow[]> {
  return db.$queryRaw<LastDeliveryRow[]>`
    select w.id as webhook_id, d.status, coalesce(d.attempted_at, d.created_at) as at
    from webhook w
    cross join lateral (
      select status, attempted_at, created_at from webhook_delivery
      where account_id = w.account_id and webhook_id = w.id
      order by id desc limit 1) d
    where w.account_id = ${accountId}`
}

/** Among the latest `max`, so that a long log costs no more than that. */
export async function selectDeliveryCounts(
  db: Db,
  accountId: AccountId,
  webhookId: number,
  max: number,
): Promise<{ all: number; pending: number }> {
  const rows = await db.$queryRaw<{ all: number; pending: number }[]>`
    select count(*)::int as "all", (count(*) filter (where status = 'pending'))::int as pending
    from (
      select status from webhook_delivery
      where account_id = ${accountId} and webhook_id = ${webhookId}
      order by id desc limit ${max}) latest`
  return rows[0] ?? { all: 0, pending: 0 }
}

/** Ends what still waits for a webhook that is switched off. */
export async function endPending(db: Db, accountId: number, webhookId: number, why: string): Promise<void> {
  await db.$executeRaw`
    update webhook_delivery set status = 'failed', last_error = ${why}
    where account_id = ${accountId} and webhook_id = ${webhookId} and status = 'pending'`
}
