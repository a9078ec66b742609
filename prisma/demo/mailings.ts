import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@/lib/access/context'
import {
  createMailing,
  saveMessageStep,
  saveSendingStep,
  saveTargetStep,
} from '@/lib/mailings/commands/save-mailing'
import { scheduleMailing } from '@/lib/mailings/commands/schedule-mailing'
import { getMailing } from '@/lib/mailings/queries'
import { followLink, noteOpening } from '@/lib/mailings/tracking/track'
import { env } from '@/lib/platform/env'
import { Prisma } from '@/lib/platform/generated/client'

type Chosen = { listId: number; messageId: string }

const hourMs = 3_600_000
/** Long enough for whatever comes after a mailing: openings and clicks of its first days. */
const sentDaysAgo = 4
/** Sending a hundred takes a second; the worker may still be starting. */
const sendingMaxMs = 60_000

/**
 * A mailing that went to the shop's best customers, with what they did with it, and one that is being prepared. It is sent like
 * any other and then dated back. Only where it goes to the built-in outbox: nobody of an invented shop is mailed.
 */
export async function sendMailings(ctx: Context, listId: number): Promise<void> {
  const { accountId } = ctx.actor
  const { SMTP_URL, OUTBOX_URL } = env()
  if (SMTP_URL !== undefined || OUTBOX_URL === undefined) return
  if ((await ctx.db.mailing.count({ where: { accountId } })) > 0) return
  const offer = await ctx.db.message.findFirst({
    where: { accountId, status: 'final' },
    select: { id: true },
  })
  if (!offer) return
  const messageId = String(offer.id)
  const sent = await prepare(ctx, 'Spring offer to our best customers', { listId, messageId })
  const { revision } = await getMailing(ctx, sent)
  await scheduleMailing(ctx, { mailingId: sent, revision, at: null })
  await prepare(ctx, 'Spring offer, last call', { listId, messageId })
  if (!(await isSent(ctx, sent))) return
  await dateBack(ctx, BigInt(sent))
  await react(ctx, BigInt(sent))
}

async function prepare(ctx: Context, name: string, { listId, messageId }: Chosen): Promise<string> {
  const { id: mailingId } = await createMailing(ctx, { name, folderId: null })
  const at = { mailingId, revision: 1 }
  at.revision = await saveMessageStep(ctx, { ...at, settings: { name, messageId } })
  const target = { kind: 'dynamic-list', listId } as const
  at.revision = await saveTargetStep(ctx, { ...at, settings: { target, permission: 1, isService: false } })
  const sender = { senderName: 'Demo web shop', senderEmail: 'news@shop.example', subject: '' }
  await saveSendingStep(ctx, {
    ...at,
    settings: { ...sender, folderId: null, tracks: true, periodHours: null },
  })
  return mailingId
}

async function isSent(ctx: Context, mailingId: string): Promise<boolean> {
  const until = Date.now() + sendingMaxMs
  while ((await getMailing(ctx, mailingId)).status !== 'sent') {
    if (Date.now() > until) return false
    await sleep(200)
  }
  return true
}

async function dateBack(ctx: Context, mailingId: bigint): Promise<void> {
  const { accountId } = ctx.actor
  const ago = Prisma.sql`make_interval(days => ${sentDaysAgo}::int)`
  await ctx.db.$executeRaw`
    update mailing set scheduled_at = scheduled_at - ${ago}, started_at = started_at - ${ago}, finished_at = finished_at - ${ago}
    where account_id = ${accountId} and id = ${mailingId}`
  await ctx.db.$executeRaw`
    update mailing_recipient set sent_at = sent_at - ${ago}
    where account_id = ${accountId} and mailing_id = ${mailingId}`
  await ctx.db.$executeRaw`
    update mailing_event set happened_at = happened_at - ${ago}
    where account_id = ${accountId} and mailing_id = ${mailingId}`
}

/** Most open it within the first hours, fewer later; a third of them look at the offer. */
async function react(ctx: Context, mailingId: bigint): Promise<void> {
  const { accountId } = ctx.actor
  const where = { accountId, mailingId, status: 'sent' }
  const recipients = await ctx.db.mailingRecipient.findMany({ where, orderBy: { contactId: 'asc' } })
  for (const [n, { contactId, sentAt }] of recipients.entries()) {
    if (sentAt === null || n % 5 < 2) continue
    const hours = ((n * 37) % 60) ** 2 / 50
    const then = { ...ctx, now: () => new Date(sentAt.getTime() + hours * hourMs) }
    const recipient = { accountId, mailingId, contactId }
    await noteOpening(then, recipient)
    if (n % 3 === 0) await followLink(then, recipient, { number: 0, counts: true })
  }
}
