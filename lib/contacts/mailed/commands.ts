import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { touchContact, writeStatus } from '../card/card.sql'
import { holdDefinitions } from '../definitions.sql'
import type { StopReason } from '../schema'
import { writeConsents } from '../upsert.sql'
import { holdMailed, type MailedRow } from './mailed.sql'

/** A contact as it was when it was held. */
export type MailedContact = MailedRow

/**
 * Does something about a contact that is known by a mail it got, while nobody else changes it. Answers undefined, having done
 * nothing, where the person was erased.
 */
export async function withMailed<T>(
  ctx: Context,
  contactId: bigint,
  work: (ctx: Context, contact: MailedContact) => Promise<T>,
): Promise<T | undefined> {
  requireScope(ctx.actor, 'contacts:write')
  return inTransaction(ctx, async (ctx) => {
    // Before the contact, as whoever writes contacts holds them: neither can wait for the other in a circle.
    await ctx.db.$executeRaw(holdDefinitions(ctx.actor.accountId))
    const contact = await holdMailed(ctx.db, ctx.actor.accountId, contactId)
    return contact && work(ctx, contact)
  })
}

/** Has nobody mail the contact any more, inside `withMailed`. Who is inactive already keeps the reason. */
export async function stopMailing(ctx: Context, contactId: bigint, reason: StopReason): Promise<void> {
  const change = { status: 'inactive', reason, now: ctx.now() } as const
  await writeStatus(ctx.db, ctx.actor.accountId, contactId, change)
}

/** Lets the contact be mailed again, inside `withMailed`. */
export async function resumeMailing(ctx: Context, contactId: bigint): Promise<void> {
  const change = { status: 'active', reason: null, now: ctx.now() } as const
  await writeStatus(ctx.db, ctx.actor.accountId, contactId, change)
}

/** Notes what the contact itself said, inside `withMailed`: only changes. */
export async function sayConsents(
  ctx: Context,
  contactId: bigint,
  consents: { permissionId: number; granted: boolean }[],
  { source, proof }: { source: string; proof: string },
): Promise<void> {
  if (consents.length === 0) return
  const { accountId } = ctx.actor
  const changes = consents.map((consent) => ({ ...consent, contactId, proof }))
  await writeConsents(ctx.db, accountId, changes, { source, now: ctx.now() })
  await touchContact(ctx.db, accountId, contactId, ctx.now())
}
