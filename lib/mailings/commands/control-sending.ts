import type { Context } from '@/lib/access/context'
import { releaseLists } from '../holds.sql'
import { enqueueSending } from '../jobs'
import type { OneMailing } from '../schema'
import { changedNow, changeMailing } from './change-mailing'

/** What was handed to the mail server is sent; the rest waits. @throws DomainError conflict, not_found, forbidden */
export async function pauseMailing(ctx: Context, { mailingId }: OneMailing): Promise<void> {
  await changeMailing(ctx, { mailingId, from: ['sending'] }, (ctx, { id }) =>
    write(ctx, id, { status: 'paused', problem: null, retryAt: null }),
  )
}

/** @throws DomainError conflict, not_found, forbidden */
export async function resumeMailing(ctx: Context, { mailingId }: OneMailing): Promise<void> {
  await changeMailing(ctx, { mailingId, from: ['paused'] }, async (ctx, { id }) => {
    await write(ctx, id, { status: 'sending' })
    await enqueueSending(ctx.db, { accountId: ctx.actor.accountId, mailingId })
  })
}

/**
 * Ends it for good: who was not mailed yet will not be, and its automailer does not go.
 * @throws DomainError conflict, not_found, forbidden
 */
export async function cancelMailing(ctx: Context, { mailingId }: OneMailing): Promise<void> {
  await changeMailing(ctx, { mailingId, from: ['sending', 'paused'] }, async (ctx, { id }) => {
    const { accountId } = ctx.actor
    await write(ctx, id, { status: 'cancelled', finishedAt: ctx.now(), problem: null, retryAt: null })
    const automailer = await ctx.db.automailer.findUnique({
      where: { accountId_mailingId: { accountId, mailingId: id } },
      select: { id: true },
    })
    if (!automailer) return
    await ctx.db.automailer.updateMany({
      where: { accountId, id: automailer.id, status: { in: ['waiting', 'planned'] } },
      data: { status: 'cancelled', finishedAt: ctx.now(), changedAt: ctx.now() },
    })
    await releaseLists(ctx.db, accountId, { kind: 'automailer', id: String(automailer.id) })
  })
}

type Changes = {
  status: 'sending' | 'paused' | 'cancelled'
  finishedAt?: Date
  problem?: null
  retryAt?: null
}

async function write(ctx: Context, id: bigint, changes: Changes): Promise<void> {
  await ctx.db.mailing.update({
    where: { accountId_id: { accountId: ctx.actor.accountId, id } },
    data: { ...changes, ...changedNow(ctx) },
  })
}
