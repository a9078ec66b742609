import { type Context, inTransaction } from '@/lib/access/context'
import { requireWebhookId, toWebhook, webhookColumns, webhookNotFound } from '../queries'
import type { SecretRotation, WebhookWithSecret } from '../schema'
import { newSecret } from '../secrets'
import { lockWebhook } from '../webhook.sql'
import { audit } from './audit'

const hourMs = 3_600_000

/**
 * Gives the webhook a new secret. Deliveries are signed with the old one too for `overlapHours`; one that was left
 * from a rotation before ends now. @throws DomainError not_found
 */
export async function rotateWebhookSecret(
  ctx: Context,
  webhookId: string,
  { overlapHours }: SecretRotation,
): Promise<WebhookWithSecret> {
  const id = requireWebhookId(ctx, webhookId)
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    await lockWebhook(ctx.db, accountId, id)
    const where = { accountId_id: { accountId, id } }
    const held = await ctx.db.webhook.findUnique({ where, select: { secret: true } })
    if (!held) throw webhookNotFound(webhookId)
    const { plain, sealed } = newSecret()
    const until = new Date(ctx.now().getTime() + overlapHours * hourMs)
    const previous = { previousSecret: held.secret, previousSecretUntil: until }
    const none = { previousSecret: null, previousSecretUntil: null }
    const row = await ctx.db.webhook.update({
      where,
      data: { secret: sealed, ...(overlapHours > 0 ? previous : none) },
      select: webhookColumns,
    })
    audit(ctx.actor, id, 'webhook secret rotated')
    return { ...toWebhook(row, ctx.now()), secret: plain }
  })
}
