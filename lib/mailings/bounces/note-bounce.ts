import type { Context } from '@/lib/access/context'
import { stopMailing, withMailed } from '@/lib/contacts/mailed/commands'
import type { StopReason } from '@/lib/contacts/schema'
import { announce } from '@/lib/webhooks/events'
import { countSoftBounces, insertBounce, markRecipient } from './bounce.sql'
import type { BounceKind } from './schema'

/** So many mailings that came back for now, within so many days, and the address counts as gone. */
const softMax = 3
const softDays = 30
const dayMs = 86_400_000
const reasonMax = 500

type NewBounce = {
  /** Null where only the e-mail address is known. */
  mailingId: bigint | null
  contactId: bigint
  kind: BounceKind
  /** What the mail server said. */
  reason: string | null
}

/**
 * Notes that a mail came back, or that its recipient called it unwanted, and has the contact mailed no more where that follows: at
 * once for a hard bounce and a complaint, at the third soft bounce in 30 days. Told twice it counts once; `unknown` is a contact
 * that is not there, or was erased.
 */
export async function noteBounce(ctx: Context, given: NewBounce): Promise<'noted' | 'known' | 'unknown'> {
  const { contactId, kind } = given
  const outcome = await withMailed(ctx, contactId, async (ctx, { external_id }) => {
    const { accountId } = ctx.actor
    const bounce = { ...given, reason: oneLine(given.reason), now: ctx.now() }
    if (!(await insertBounce(ctx.db, accountId, bounce))) return 'known'
    await markRecipient(ctx.db, accountId, bounce)
    const reason = await reasonToStop(ctx, contactId, kind)
    if (reason) await stopMailing(ctx, contactId, reason)
    const data = {
      externalId: external_id,
      kind,
      mailingId: given.mailingId?.toString() ?? null,
      stopped: Boolean(reason),
    }
    await announce(ctx.db, accountId, { type: 'contact.bounced', data })
    return 'noted'
  })
  return outcome ?? 'unknown'
}

async function reasonToStop(
  ctx: Context,
  contactId: bigint,
  kind: BounceKind,
): Promise<StopReason | undefined> {
  if (kind === 'hard') return 'hard-bounce'
  if (kind === 'complaint') return 'complaint'
  const since = new Date(ctx.now().getTime() - softDays * dayMs)
  const soft = await countSoftBounces(ctx.db, ctx.actor.accountId, contactId, since)
  return soft >= softMax ? 'soft-bounces' : undefined
}

/** Mail servers write what they like, and PostgreSQL takes no zero characters. */
function oneLine(text: string | null): string | null {
  const line = (text ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .toWellFormed()
  return line === '' ? null : line.slice(0, reasonMax)
}
