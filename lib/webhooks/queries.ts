import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { type DeliveryStatus, Webhook, type WebhookDelivery, WebhookId } from './schema'
import { type DeliveryRow, selectDeliveries, selectDelivery } from './webhook.sql'

// The secrets are left out wherever they are not needed.
export const webhookColumns = {
  id: true,
  url: true,
  events: true,
  active: true,
  createdAt: true,
  previousSecretUntil: true,
  failingSince: true,
  switchedOffReason: true,
  switchedOffAt: true,
} as const satisfies Prisma.WebhookSelect

type WebhookRow = Prisma.WebhookGetPayload<{ select: typeof webhookColumns }>

export function toWebhook(row: WebhookRow, now: Date): Webhook {
  const until = row.previousSecretUntil
  return Webhook.parse({
    ...row,
    id: String(row.id),
    createdAt: row.createdAt.toISOString(),
    switchedOffAt: row.switchedOffAt?.toISOString() ?? null,
    failingSince: row.failingSince?.toISOString() ?? null,
    previousSecretUntil: until && until > now ? until.toISOString() : null,
  })
}

/** The account's webhooks in the order in which they were made. */
export async function listWebhooks(ctx: Context, page: PageRequest): Promise<Page<Webhook>> {
  requireScope(ctx.actor, 'webhooks:write')
  const rows = await ctx.db.webhook.findMany({
    select: webhookColumns,
    where: { accountId: ctx.actor.accountId, ...(page.after && { id: { gt: Number(page.after.id) } }) },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  })
  const keyed = rows.map((row) => ({ row, sort_value: String(row.id), sort_id: String(row.id) }))
  const found = pageOf(keyed, page)
  return { ...found, rows: found.rows.map(({ row }) => toWebhook(row, ctx.now())) }
}

export async function getWebhook(ctx: Context, webhookId: string): Promise<Webhook> {
  const id = requireWebhookId(ctx, webhookId)
  const where = { accountId_id: { accountId: ctx.actor.accountId, id } }
  const row = await ctx.db.webhook.findUnique({ where, select: webhookColumns })
  if (!row) throw webhookNotFound(webhookId)
  return toWebhook(row, ctx.now())
}

/** The number of a webhook; what is no number names none. */
export function requireWebhookId(ctx: Context, webhookId: string): number {
  requireScope(ctx.actor, 'webhooks:write')
  const id = WebhookId.safeParse(webhookId)
  if (!id.success) throw webhookNotFound(webhookId)
  return id.data
}

export function webhookNotFound(webhookId: string): DomainError {
  return new DomainError('not_found', `There is no webhook ${JSON.stringify(webhookId)}.`, {
    details: { kind: 'webhook' },
  })
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    id: String(row.id),
    messageId: row.message_id,
    event: row.event,
    data: row.payload,
    status: row.status,
    attempts: row.attempts,
    httpStatus: row.last_status,
    error: row.last_error,
    durationMs: row.duration_ms,
    createdAt: row.created_at.toISOString(),
    attemptedAt: row.attempted_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    nextAttemptAt: row.status === 'pending' ? row.next_at.toISOString() : null,
  }
}

/** What was sent to a webhook in the last 30 days and what became of it, the latest first. */
export async function listDeliveries(
  ctx: Context,
  query: { webhookId: string; status?: DeliveryStatus | undefined },
  page: PageRequest,
): Promise<Page<WebhookDelivery>> {
  const { id } = await getWebhook(ctx, query.webhookId)
  const filter = { webhookId: Number(id), status: query.status }
  const found = pageOf(await selectDeliveries(ctx.db, ctx.actor.accountId, filter, page), page)
  return { ...found, rows: found.rows.map(toDelivery) }
}

const idMax = 2n ** 63n - 1n

export async function getDelivery(
  ctx: Context,
  webhookId: string,
  deliveryId: string,
): Promise<WebhookDelivery> {
  const webhook = requireWebhookId(ctx, webhookId)
  const id = /^\d{1,19}$/.test(deliveryId) ? BigInt(deliveryId) : idMax
  const of = { webhookId: webhook, id }
  const row = id < idMax ? await selectDelivery(ctx.db, ctx.actor.accountId, of) : undefined
  if (row) return toDelivery(row)
  throw new DomainError('not_found', `There is no delivery ${JSON.stringify(deliveryId)} of this webhook.`, {
    details: { kind: 'delivery' },
  })
}
