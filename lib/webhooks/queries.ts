import { type Actor, requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import {
  type DeliveryCounts,
  type DeliveryStatus,
  deliveriesCounted,
  Webhook,
  type WebhookDelivery,
  type WebhookEntry,
  WebhookId,
  webhooksMax,
} from './schema'
import {
  type DeliveryRow,
  selectDeliveries,
  selectDelivery,
  selectDeliveryCounts,
  selectLastDeliveries,
} from './webhook.sql'

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

/** People see webhooks by their role. A credential needs the scope that manages them: there is none for reading alone. */
function requireSight(actor: Actor): void {
  if (!actor.scopes.has('webhooks:read')) requireScope(actor, 'webhooks:write')
}

/** An address often holds a key to what receives there, so that whoever only looks is told no more than its host. */
function seenBy(actor: Actor, webhook: Webhook): Webhook {
  if (actor.scopes.has('webhooks:write')) return webhook
  const { origin, href } = new URL(webhook.url)
  return { ...webhook, url: href === `${origin}/` ? href : `${origin}/…` }
}

/** The account's webhooks in the order in which they were made. */
export async function listWebhooks(ctx: Context, page: PageRequest): Promise<Page<Webhook>> {
  requireSight(ctx.actor)
  const rows = await ctx.db.webhook.findMany({
    select: webhookColumns,
    where: { accountId: ctx.actor.accountId, ...(page.after && { id: { gt: Number(page.after.id) } }) },
    orderBy: { id: 'asc' },
    take: page.limit + 1,
  })
  const keyed = rows.map((row) => ({ row, sort_value: String(row.id), sort_id: String(row.id) }))
  const found = pageOf(keyed, page)
  return { ...found, rows: found.rows.map(({ row }) => seenBy(ctx.actor, toWebhook(row, ctx.now()))) }
}

/** All of them, each with what became of its latest delivery. */
export async function listWebhookEntries(ctx: Context): Promise<WebhookEntry[]> {
  const { rows } = await listWebhooks(ctx, { limit: webhooksMax })
  const last = await selectLastDeliveries(ctx.db, ctx.actor.accountId)
  const byWebhook = new Map(last.map((row) => [String(row.webhook_id), row]))
  return rows.map((webhook) => {
    const found = byWebhook.get(webhook.id)
    return { ...webhook, lastDelivery: found ? { status: found.status, at: found.at.toISOString() } : null }
  })
}

export async function getWebhook(ctx: Context, webhookId: string): Promise<Webhook> {
  requireSight(ctx.actor)
  const id = numberOf(webhookId)
  const where = { accountId_id: { accountId: ctx.actor.accountId, id } }
  const row = await ctx.db.webhook.findUnique({ where, select: webhookColumns })
  if (!row) throw webhookNotFound(webhookId)
  return seenBy(ctx.actor, toWebhook(row, ctx.now()))
}

/** The number of a webhook that the actor may change. */
export function requireWebhookId(ctx: Context, webhookId: string): number {
  requireScope(ctx.actor, 'webhooks:write')
  return numberOf(webhookId)
}

/** What is no number names no webhook. */
function numberOf(webhookId: string): number {
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

/** How many deliveries are in the log of a webhook, and how many of them still wait; counted up to a bound. */
export async function countDeliveries(ctx: Context, webhookId: string): Promise<DeliveryCounts> {
  const { id } = await getWebhook(ctx, webhookId)
  return selectDeliveryCounts(ctx.db, ctx.actor.accountId, Number(id), deliveriesCounted + 1)
}

const idMax = 2n ** 63n - 1n

export async function getDelivery(
  ctx: Context,
  webhookId: string,
  deliveryId: string,
): Promise<WebhookDelivery> {
  requireSight(ctx.actor)
  const webhook = numberOf(webhookId)
  const id = /^\d{1,19}$/.test(deliveryId) ? BigInt(deliveryId) : idMax
  const of = { webhookId: webhook, id }
  const row = id < idMax ? await selectDelivery(ctx.db, ctx.actor.accountId, of) : undefined
  if (row) return toDelivery(row)
  throw new DomainError('not_found', `There is no delivery ${JSON.stringify(deliveryId)} of this webhook.`, {
    details: { kind: 'delivery' },
  })
}
