import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import { holdLists, releaseLists } from '../holds.sql'
import { enqueueSending } from '../jobs'
import { holdMessage, selectBlockLists } from '../mailing.sql'
import { getMailing, listScheduleProblems } from '../queries'
import { holdReasons, notScheduled } from '../rules'
import type { MailingDetail, OneMailing, ScheduleMailing } from '../schema'
import { changedNow, changeMailing } from './change-mailing'

/**
 * Plans a draft for a moment, or for now: from then on what it needs cannot be deleted, until it has started.
 * @throws DomainError invalid with every problem and its step in details.problems; conflict, not_found, forbidden
 */
export async function scheduleMailing(
  ctx: Context,
  { mailingId, revision, at }: ScheduleMailing,
): Promise<void> {
  await changeMailing(ctx, { mailingId, revision, from: ['draft'] }, async (ctx, { id, messageId }) => {
    const { accountId } = ctx.actor
    if (messageId !== null) await holdMessage(ctx.db, accountId, messageId)
    const mailing = await getMailing(ctx, mailingId)
    const moment = at === null ? null : new Date(at)
    const problems = await listScheduleProblems(ctx, mailing, moment)
    if (problems.length > 0) throw notScheduled(problems)
    const blocks = messageId === null ? [] : await selectBlockLists(ctx.db, accountId, messageId)
    await holdLists(
      ctx.db,
      accountId,
      { kind: 'mailing', id: mailingId, name: mailing.name },
      usedLists(mailing, blocks),
    )
    await ctx.db.mailing.update({
      where: { accountId_id: { accountId, id } },
      data: {
        status: 'scheduled',
        scheduledAt: moment ?? ctx.now(),
        ...changedNow(ctx),
        revision: { increment: 1 },
      },
    })
    await enqueueSending(ctx.db, { accountId, mailingId }, moment ?? undefined)
  }).catch(neededGone)
}

function usedLists({ target }: MailingDetail, blocks: readonly number[]) {
  const inBlocks = blocks.map((listId) => ({ listId, reason: holdReasons.block }))
  if (target.kind === 'not-opened' || target.listId === null) return inBlocks
  return [{ listId: target.listId, reason: holdReasons.target }, ...inBlocks]
}

/** The database decides, so that what is deleted at this moment cannot slip past a check. */
function neededGone(error: unknown): never {
  if (!isRestrictViolation(error)) throw error
  throw new DomainError(
    'conflict',
    'Something this mailing needs was deleted at this moment. Nothing was scheduled; look at its steps again.',
    { cause: error },
  )
}

/** Makes it a draft again, which holds nothing. @throws DomainError conflict (it has started), not_found, forbidden */
export async function unscheduleMailing(ctx: Context, { mailingId }: OneMailing): Promise<void> {
  await changeMailing(ctx, { mailingId, from: ['scheduled'] }, async (ctx, { id }) => {
    const { accountId } = ctx.actor
    await ctx.db.mailing.update({
      where: { accountId_id: { accountId, id } },
      data: { status: 'draft', scheduledAt: null, ...changedNow(ctx), revision: { increment: 1 } },
    })
    await releaseLists(ctx.db, accountId, { kind: 'mailing', id: mailingId })
  })
}

/** @throws DomainError conflict (it has started, and stays), not_found, forbidden */
export async function deleteMailing(ctx: Context, { mailingId }: OneMailing): Promise<void> {
  await changeMailing(ctx, { mailingId, from: ['draft', 'scheduled'] }, async (ctx, { id }) => {
    const { accountId } = ctx.actor
    await releaseLists(ctx.db, accountId, { kind: 'mailing', id: mailingId })
    await ctx.db.mailing.delete({ where: { accountId_id: { accountId, id } } })
  })
}
