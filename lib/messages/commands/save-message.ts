import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { chosenLists } from '../content/schema'
import {
  deleteOldVersions,
  deleteSharedVersion,
  type LockedMessage,
  replaceChosenLists,
} from '../message.sql'
import { messageProblems, versionBody } from '../queries'
import { sanitizedContent } from '../rules'
import type { MessageBody, RestoreVersion, SaveMessage, SetMessageStatus } from '../schema'
import { changeMessage, userIdOf } from './change-message'

export type Saved = { revision: number; savedAt: string }

/**
 * Saves what a message says, unless somebody else saved since `revision`: then nothing changes.
 * @throws DomainError conflict (somebody else saved, with field `revision`; or it is final), in_use, not_found, forbidden
 */
export async function saveMessage(ctx: Context, { messageId, revision, body }: SaveMessage): Promise<Saved> {
  return changeMessage(ctx, messageId, async (ctx, message) => {
    await requireCurrent(ctx, message, revision)
    return write(ctx, message, body, { sharesVersion: true })
  })
}

/** Makes a message what it was; what it is now stays a version of its own. @throws DomainError as `saveMessage` does */
export async function restoreVersion(
  ctx: Context,
  { messageId, revision, version }: RestoreVersion,
): Promise<Saved> {
  return changeMessage(ctx, messageId, async (ctx, message) => {
    await requireCurrent(ctx, message, revision)
    return write(ctx, message, await versionBody(ctx, messageId, version), { sharesVersion: false })
  })
}

/**
 * Moves a message on, or back to be changed.
 * @throws DomainError unprocessable (not fit to be final, with every problem in details.problems), conflict, in_use, not_found, forbidden
 */
export async function setMessageStatus(
  ctx: Context,
  { messageId, revision, status }: SetMessageStatus,
): Promise<void> {
  await changeMessage(ctx, messageId, async (ctx, message) => {
    if (message.revision !== revision) throw await savedMeanwhile(ctx, message)
    if (status === 'final') await requireFit(ctx, messageId)
    await ctx.db.message.update({
      where: keyOf(ctx, message),
      data: { status, changedAt: ctx.now(), changedBy: userIdOf(ctx) },
    })
  })
}

async function requireFit(ctx: Context, messageId: string): Promise<void> {
  const problems = await messageProblems(ctx, messageId)
  const [first] = problems
  if (!first) return
  const message = `The message is not ready to be final. ${first.message}`
  throw new DomainError('unprocessable', message, { details: { problems } })
}

async function requireCurrent(ctx: Context, message: LockedMessage, revision: number): Promise<void> {
  if (message.status === 'final') {
    throw new DomainError('conflict', 'The message is final. Set it back to concept to change it.', {
      field: 'status',
    })
  }
  if (message.revision !== revision) throw await savedMeanwhile(ctx, message)
}

async function savedMeanwhile(ctx: Context, { id }: LockedMessage): Promise<DomainError> {
  const version = await ctx.db.messageVersion.findFirst({
    where: { accountId: ctx.actor.accountId, messageId: id },
    select: { savedAt: true, user: { select: { name: true } } },
    orderBy: { revision: 'desc' },
  })
  const by = version?.user?.name ?? null
  const text = `${by ?? 'Somebody else'} saved this message while you edited it. Nothing of theirs or yours is lost.`
  return new DomainError('conflict', text, {
    field: 'revision',
    details: { savedBy: by, savedAt: version?.savedAt.toISOString() },
  })
}

async function write(
  ctx: Context,
  message: LockedMessage,
  { subject, preheader, content }: MessageBody,
  { sharesVersion }: { sharesVersion: boolean },
): Promise<Saved> {
  const { db, actor } = ctx
  const at = ctx.now()
  const userId = userIdOf(ctx)
  const revision = message.revision + 1
  const said = { subject, preheader, content: sanitizedContent(content) }
  await db.message.update({
    where: keyOf(ctx, message),
    data: { ...said, revision, changedAt: at, changedBy: userId },
  })
  await replaceChosenLists(db, actor.accountId, message.id, chosenLists(content))
  if (sharesVersion) await deleteSharedVersion(db, actor.accountId, message.id, { userId, at })
  await db.messageVersion.create({
    data: {
      ...said,
      accountId: actor.accountId,
      messageId: message.id,
      revision,
      savedAt: at,
      savedBy: userId,
    },
  })
  await deleteOldVersions(db, actor.accountId, message.id)
  return { revision, savedAt: at.toISOString() }
}

function keyOf({ actor }: Context, { id }: LockedMessage) {
  return { accountId_id: { accountId: actor.accountId, id } }
}
