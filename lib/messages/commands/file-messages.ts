import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { isRestrictViolation, isUniqueViolation } from '@/lib/platform/sql-state'
import { chosenLists } from '../content/schema'
import { deleteMessageRows, lockMessageCount, lockMessages, replaceChosenLists } from '../message.sql'
import { getMessage, messageNotFound } from '../queries'
import { starterContent } from '../rules'
import {
  type DeleteMessages,
  type MessageBody,
  type MoveMessages,
  messagesMax,
  type NamedMessage,
  type NewMessage,
} from '../schema'
import { requireUnused, userIdOf } from './change-message'

/** Makes a message with what every message needs. @throws DomainError name_taken, limit_reached, not_found (the folder), forbidden */
export async function createMessage(ctx: Context, input: NewMessage): Promise<{ id: string }> {
  return insertMessage(ctx, input, { subject: '', preheader: '', content: starterContent() })
}

/** Another message that says the same, as a concept beside the first. @throws DomainError as `createMessage` does */
export async function copyMessage(ctx: Context, { messageId, name }: NamedMessage): Promise<{ id: string }> {
  const { folderId, body } = await getMessage(ctx, messageId)
  return insertMessage(ctx, { name, folderId }, body)
}

async function insertMessage(
  ctx: Context,
  { name, folderId }: NewMessage,
  body: MessageBody,
): Promise<{ id: string }> {
  requireScope(ctx.actor, 'mailings:write')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    if ((await lockMessageCount(ctx.db, accountId)) >= messagesMax) {
      throw new DomainError('limit_reached', `An account has at most ${messagesMax} messages.`)
    }
    const [at, by] = [ctx.now(), userIdOf(ctx)]
    const { id } = await ctx.db.message.create({
      data: {
        ...{ ...body, accountId, name, folderId, nameKey: nameKey(name) },
        ...{ createdAt: at, changedAt: at, changedBy: by },
        versions: { create: { ...body, revision: 1, savedAt: at, savedBy: by } },
      },
      select: { id: true },
    })
    await replaceChosenLists(ctx.db, accountId, id, chosenLists(body.content))
    return { id: String(id) }
  }).catch(refused)
}

/** @throws DomainError name_taken, not_found, forbidden */
export async function renameMessage(ctx: Context, { messageId, name }: NamedMessage): Promise<void> {
  requireScope(ctx.actor, 'mailings:write')
  const { count } = await ctx.db.message
    .updateMany({
      where: { accountId: ctx.actor.accountId, id: BigInt(messageId) },
      data: { name, nameKey: nameKey(name), changedAt: ctx.now() },
    })
    .catch(refused)
  if (count === 0) throw messageNotFound()
}

/** Files messages in a folder, or in none. Those that are gone meanwhile are passed over. Answers how many were moved. */
export async function moveMessages(ctx: Context, { messageIds, folderId }: MoveMessages): Promise<number> {
  requireScope(ctx.actor, 'lists:file')
  const { count } = await ctx.db.message
    .updateMany({
      where: { accountId: ctx.actor.accountId, id: { in: messageIds.map(BigInt) } },
      data: { folderId },
    })
    .catch(refused)
  return count
}

/**
 * Deletes messages, or none of them. Mailings that have gone keep what they said.
 * @throws DomainError in_use, with every mailing in details.uses; not_found when none is there; forbidden
 */
export async function deleteMessages(ctx: Context, { messageIds }: DeleteMessages): Promise<void> {
  requireScope(ctx.actor, 'mailings:write')
  const { accountId } = ctx.actor
  await inTransaction(ctx, async (ctx) => {
    const ids = (await lockMessages(ctx.db, accountId, messageIds)).map(({ id }) => id)
    if (ids.length === 0) throw messageNotFound()
    await requireUnused(ctx, ids)
    await deleteMessageRows(ctx.db, accountId, ids)
  })
}

function refused(error: unknown): never {
  if (isUniqueViolation(error)) {
    throw new DomainError('name_taken', 'There is a message with this name already.', {
      field: 'name',
      cause: error,
    })
  }
  if (isRestrictViolation(error)) {
    throw new DomainError('not_found', 'There is no such folder any more.', {
      cause: error,
      details: { kind: 'folder' },
    })
  }
  throw error
}
