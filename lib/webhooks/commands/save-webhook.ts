import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { getWebhook, toWebhook, webhookColumns } from '../queries'
import {
  type NewWebhook,
  type Webhook,
  type WebhookPatch,
  type WebhookWithSecret,
  webhooksMax,
} from '../schema'
import { newSecret } from '../secrets'
import { systemResolve } from '../sending/address'
import { endPending, lockWebhook, lockWebhookCount } from '../webhook.sql'
import { audit } from './audit'
import { requireTarget } from './require-target'

/** What the log of deliveries says of those that waited when their webhook was switched off. */
const switchedOff = 'The webhook was switched off before it was delivered.'

/** The secret is in the answer and nowhere else. @throws DomainError limit_reached, invalid (a private address) */
export async function createWebhook(
  ctx: Context,
  input: NewWebhook,
  resolve = systemResolve,
): Promise<WebhookWithSecret> {
  requireScope(ctx.actor, 'webhooks:write')
  await requireTarget(input.url, resolve)
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    if ((await lockWebhookCount(ctx.db, accountId)) >= webhooksMax) {
      throw new DomainError('limit_reached', `An account has at most ${webhooksMax} webhooks.`)
    }
    const { plain, sealed } = newSecret()
    const { url, events, active } = input
    const row = await ctx.db.webhook.create({
      data: { accountId, url, events, active, secret: sealed, createdAt: ctx.now() },
      select: webhookColumns,
    })
    audit(ctx.actor, row.id, 'webhook created')
    return { ...toWebhook(row, ctx.now()), secret: plain }
  })
}

/**
 * Changes what is given. Another address, or switching it on, is a new start: what failed before is forgotten.
 * @throws DomainError not_found, invalid (a private address)
 */
export async function patchWebhook(
  ctx: Context,
  webhookId: string,
  patch: WebhookPatch,
  resolve = systemResolve,
): Promise<Webhook> {
  requireScope(ctx.actor, 'webhooks:write')
  const known = await getWebhook(ctx, webhookId)
  if (patch.url !== undefined && patch.url !== known.url) await requireTarget(patch.url, resolve)
  const { accountId } = ctx.actor
  const id = Number(known.id)
  return inTransaction(ctx, async (ctx) => {
    await lockWebhook(ctx.db, accountId, id)
    const before = await getWebhook(ctx, webhookId)
    const { url = before.url, events = before.events, active = before.active } = patch
    const fresh = url !== before.url || (active && !before.active)
    const row = await ctx.db.webhook.update({
      where: { accountId_id: { accountId, id } },
      data: { url, events, active, ...(fresh && forgetFailing) },
      select: webhookColumns,
    })
    if (before.active && !active) await endPending(ctx.db, accountId, id, switchedOff)
    audit(ctx.actor, id, 'webhook changed')
    return toWebhook(row, ctx.now())
  })
}

const forgetFailing = { failingSince: null, switchedOffReason: null, switchedOffAt: null }
