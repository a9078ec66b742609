import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import { lockDraftCount, renameHolds } from '../mailing.sql'
import { getMailing, mailingIdOf } from '../queries'
import {
  draftsMax,
  MailingStatus,
  type MessageSettings,
  type MoveMailings,
  type NamedMailing,
  type NewMailing,
  type Save,
  type SendingSettings,
  type TargetSettings,
} from '../schema'
import { changedNow, changeMailing } from './change-mailing'

type Data = Prisma.MailingUncheckedUpdateInput

/** Makes a draft. Its sender is that of the latest mailing. @throws DomainError limit_reached, not_found (the folder), forbidden */
export async function createMailing(ctx: Context, { name, folderId }: NewMailing): Promise<{ id: string }> {
  requireScope(ctx.actor, 'mailings:write')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    await requireRoom(ctx)
    const latest = await ctx.db.mailing.findFirst({
      where: { accountId },
      select: { senderName: true, senderEmail: true },
      orderBy: { id: 'desc' },
    })
    return insert(ctx, { name, folderId, ...latest })
  }).catch(folderGone)
}

/** A draft like another mailing, whatever has become of that. @throws DomainError limit_reached, not_found, forbidden */
export async function copyMailing(ctx: Context, { mailingId, name }: NamedMailing): Promise<{ id: string }> {
  requireScope(ctx.actor, 'mailings:write')
  const { accountId } = ctx.actor
  const { automailer } = await getMailing(ctx, mailingId)
  return inTransaction(ctx, async (ctx) => {
    await requireRoom(ctx)
    const copied = await ctx.db.mailing.findUniqueOrThrow({
      where: { accountId_id: { accountId, id: mailingIdOf(mailingId) } },
      select: {
        ...{
          folderId: true,
          messageId: true,
          subject: true,
          senderName: true,
          senderEmail: true,
          tracks: true,
        },
        ...{
          targetKind: true,
          targetListId: true,
          targetMailingId: true,
          permissionId: true,
          isService: true,
        },
      },
    })
    const made = await insert(ctx, { ...copied, name })
    if (automailer) await setAutomailer(ctx, BigInt(made.id), name, automailer.periodHours)
    return made
  })
}

async function insert(ctx: Context, data: Omit<Prisma.MailingUncheckedCreateInput, 'accountId'>) {
  const { id } = await ctx.db.mailing.create({
    data: { ...data, ...changedNow(ctx), createdAt: ctx.now(), accountId: ctx.actor.accountId },
    select: { id: true },
  })
  return { id: String(id) }
}

async function requireRoom(ctx: Context): Promise<void> {
  if ((await lockDraftCount(ctx.db, ctx.actor.accountId)) < draftsMax) return
  throw new DomainError(
    'limit_reached',
    `There are ${draftsMax} mailings that have not started, the most there can be. Delete one first.`,
  )
}

/** Each saves a step of a draft, and answers its new revision. @throws DomainError conflict, not_found, forbidden */
export async function saveMessageStep(
  ctx: Context,
  { settings, ...draft }: Save<MessageSettings>,
): Promise<number> {
  const { name, messageId } = settings
  return save(ctx, draft, async () => ({ name, messageId: messageId === null ? null : BigInt(messageId) }))
}

/** The same. @throws DomainError not_found also when the permission is gone */
export async function saveTargetStep(
  ctx: Context,
  { settings, ...draft }: Save<TargetSettings>,
): Promise<number> {
  const { target, permission, isService } = settings
  return save(ctx, draft, async (ctx) => ({
    targetKind: target.kind,
    targetListId: target.kind === 'not-opened' ? null : target.listId,
    targetMailingId:
      target.kind === 'not-opened' && target.mailingId !== null ? BigInt(target.mailingId) : null,
    permissionId: permission === null || isService ? null : await permissionId(ctx, permission),
    isService,
  }))
}

/** The same. @throws DomainError not_found also when the folder is gone */
export async function saveSendingStep(
  ctx: Context,
  { settings, ...draft }: Save<SendingSettings>,
): Promise<number> {
  const { periodHours, ...sending } = settings
  return save(ctx, draft, async (ctx, id) => {
    await setAutomailer(ctx, id, null, periodHours)
    return sending
  }).catch(folderGone)
}

async function save(
  ctx: Context,
  draft: { mailingId: string; revision: number },
  dataOf: (ctx: Context, id: bigint) => Promise<Data>,
): Promise<number> {
  return changeMailing(ctx, { ...draft, from: ['draft'] }, async (ctx, { id }) => {
    const { revision } = await ctx.db.mailing.update({
      where: { accountId_id: { accountId: ctx.actor.accountId, id } },
      data: { ...(await dataOf(ctx, id)), ...changedNow(ctx), revision: { increment: 1 } },
      select: { revision: true },
    })
    return revision
  })
}

async function permissionId(ctx: Context, bit: number): Promise<number> {
  const permission = await ctx.db.permission.findFirst({
    where: { accountId: ctx.actor.accountId, bit },
    select: { id: true },
  })
  if (permission) return permission.id
  throw new DomainError('not_found', 'There is no such permission any more. Choose another.', {
    details: { kind: 'permission' },
  })
}

/** Its name is the mailing's until it is given one of its own. */
async function setAutomailer(
  ctx: Context,
  mailingId: bigint,
  name: string | null,
  periodHours: number | null,
) {
  const { accountId } = ctx.actor
  const of = { accountId, mailingId }
  if (periodHours === null) {
    await ctx.db.automailer.deleteMany({ where: of })
    return
  }
  const { name: mailingName } = await ctx.db.mailing.findUniqueOrThrow({
    where: { accountId_id: { accountId, id: mailingId } },
    select: { name: true },
  })
  await ctx.db.automailer.upsert({
    where: { accountId_mailingId: of },
    create: { ...of, name: name ?? mailingName, periodHours },
    update: { periodHours, changedAt: ctx.now() },
  })
}

/** Whatever has become of it. @throws DomainError not_found, forbidden */
export async function renameMailing(ctx: Context, { mailingId, name }: NamedMailing): Promise<void> {
  const from = MailingStatus.options
  await changeMailing(ctx, { mailingId, from }, async (ctx, { id }) => {
    const { accountId } = ctx.actor
    await ctx.db.mailing.update({
      where: { accountId_id: { accountId, id } },
      data: { name, ...changedNow(ctx), revision: { increment: 1 } },
    })
    await renameHolds(ctx.db, accountId, { kind: 'mailing', id, name })
  })
}

/**
 * Files mailings in a folder, or in none with null. Those that are gone meanwhile are passed over.
 * Answers how many were moved. @throws DomainError not_found when the folder is gone or not one of mailings, forbidden
 */
export async function moveMailings(ctx: Context, { mailingIds, folderId }: MoveMailings): Promise<number> {
  requireScope(ctx.actor, 'mailings:write')
  const { count } = await ctx.db.mailing
    .updateMany({
      where: { accountId: ctx.actor.accountId, id: { in: mailingIds.map(BigInt) } },
      data: { folderId },
    })
    .catch(folderGone)
  return count
}

function folderGone(error: unknown): never {
  if (!isRestrictViolation(error)) throw error
  throw new DomainError('not_found', 'There is no such folder any more.', {
    cause: error,
    details: { kind: 'folder' },
  })
}
