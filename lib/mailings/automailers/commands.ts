import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { releaseLists } from '../holds.sql'
import { enqueueSending } from '../jobs'
import { renameHolds } from '../mailing.sql'
import { AutomailerStatus } from '../schema'
import { type HeldAutomailer, lockAutomailer } from './automailer.sql'
import { automailerIdOf, automailerNotFound } from './queries'
import type { EditAutomailer, NamedAutomailer, OneAutomailer } from './schema'

const hourMs = 3_600_000

/** Whatever has become of it. @throws DomainError not_found, forbidden */
export async function renameAutomailer(ctx: Context, { automailerId, name }: NamedAutomailer): Promise<void> {
  await change(ctx, automailerId, AutomailerStatus.options, async (ctx, id) => {
    const { accountId } = ctx.actor
    await ctx.db.automailer.update({
      where: { accountId_id: { accountId, id } },
      data: { name, changedAt: ctx.now() },
    })
    await renameHolds(ctx.db, accountId, { kind: 'automailer', id, name })
  })
}

/**
 * Gives it another period; where its mailing has started already it is planned anew.
 * @throws DomainError invalid (its moment would be over), conflict (it has started), not_found, forbidden
 */
export async function editAutomailer(
  ctx: Context,
  { automailerId, periodHours }: EditAutomailer,
): Promise<void> {
  await change(ctx, automailerId, ['waiting', 'planned'], async (ctx, id, held) => {
    const { accountId } = ctx.actor
    const plannedAt = held.status === 'planned' ? momentOf(ctx, held, periodHours) : null
    await ctx.db.automailer.update({
      where: { accountId_id: { accountId, id } },
      data: { periodHours, plannedAt, changedAt: ctx.now() },
    })
    if (plannedAt) await enqueueSending(ctx.db, { accountId, mailingId: String(held.mailing_id) }, plannedAt)
  })
}

function momentOf(
  ctx: Context,
  { mailing_started_at: startedAt }: HeldAutomailer,
  periodHours: number,
): Date {
  const moment = new Date((startedAt ?? ctx.now()).getTime() + periodHours * hourMs)
  if (moment > ctx.now()) return moment
  throw new DomainError('invalid', 'With this period its moment would be over. Choose a longer one.', {
    field: 'periodHours',
  })
}

/** @throws DomainError conflict (it has started, and stays with its mailing), not_found, forbidden */
export async function deleteAutomailer(ctx: Context, { automailerId }: OneAutomailer): Promise<void> {
  await change(ctx, automailerId, ['waiting', 'planned', 'cancelled'], async (ctx, id) => {
    const { accountId } = ctx.actor
    await releaseLists(ctx.db, accountId, { kind: 'automailer', id: automailerId })
    await ctx.db.automailer.delete({ where: { accountId_id: { accountId, id } } })
  })
}

async function change(
  ctx: Context,
  automailerId: string,
  from: readonly AutomailerStatus[],
  work: (ctx: Context, id: bigint, held: HeldAutomailer) => Promise<void>,
): Promise<void> {
  requireScope(ctx.actor, 'mailings:write')
  const id = automailerIdOf(automailerId)
  await inTransaction(ctx, async (ctx) => {
    const held = await lockAutomailer(ctx.db, ctx.actor.accountId, id)
    if (!held) throw automailerNotFound()
    if (!from.includes(held.status)) throw movedOn()
    await work(ctx, id, held)
  })
}

function movedOn(): DomainError {
  return new DomainError(
    'conflict',
    'The automailer has moved on meanwhile. Nothing changed; load the page again.',
  )
}
