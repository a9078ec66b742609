import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { lockMailing } from '../mailing.sql'
import { mailingIdOf, mailingNotFound } from '../queries'
import { movedOn, savedMeanwhile } from '../rules'
import type { MailingStatus } from '../schema'

type Wanted = {
  mailingId: string
  /** What it must be to be changed so. */
  from: readonly MailingStatus[]
  /** Of what was edited; absent where it does not matter what else was changed. */
  revision?: number
}

type Held = { id: bigint; messageId: bigint | null; status: MailingStatus; revision: number }

/**
 * Runs `work` on a mailing that nobody else changes meanwhile, and that is what it must be.
 * @throws DomainError conflict, not_found, forbidden
 */
export async function changeMailing<T>(
  ctx: Context,
  { mailingId, from, revision }: Wanted,
  work: (ctx: Context, held: Held) => Promise<T>,
): Promise<T> {
  requireScope(ctx.actor, 'mailings:write')
  const id = mailingIdOf(mailingId)
  return inTransaction(ctx, async (ctx) => {
    const held = await lockMailing(ctx.db, ctx.actor.accountId, id)
    if (!held) throw mailingNotFound()
    if (!from.includes(held.status)) throw movedOn()
    if (revision !== undefined && revision !== held.revision) throw savedMeanwhile()
    return work(ctx, { id, messageId: held.message_id, status: held.status, revision: held.revision })
  })
}

/** Who changed it last, for its row. */
export function changedNow({ actor, now }: Context) {
  return { changedAt: now(), changedBy: actor.kind === 'user' ? actor.userId : null }
}
