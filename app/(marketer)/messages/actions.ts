'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { findDynamicLists } from '@/lib/dynamic-lists/queries'
import {
  copyMessage,
  createMessage,
  deleteMessages,
  moveMessages,
  renameMessage,
} from '@/lib/messages/commands/file-messages'
import { restoreVersion, saveMessage, setMessageStatus } from '@/lib/messages/commands/save-message'
import { getMessage, listVersions, messageProblems } from '@/lib/messages/queries'
import {
  DeleteMessages,
  MoveMessages,
  NamedMessage,
  NewMessage,
  OneMessage,
  RestoreVersion,
  SaveMessage,
  SetMessageStatus,
} from '@/lib/messages/schema'
import { valueAction } from '@/lib/session/form-action'
import { requireSession } from '@/lib/session/session'

function refreshed<T>(result: T): T {
  revalidatePath('/messages', 'layout')
  return result
}

export const createMessageAction = valueAction(NewMessage, async (ctx, input) =>
  refreshed(await createMessage(ctx, input)),
)
export const copyMessageAction = valueAction(NamedMessage, async (ctx, input) =>
  refreshed(await copyMessage(ctx, input)),
)
export const renameMessageAction = valueAction(NamedMessage, async (ctx, input) =>
  refreshed(await renameMessage(ctx, input)),
)
export const moveMessagesAction = valueAction(MoveMessages, async (ctx, input) =>
  refreshed(await moveMessages(ctx, input)),
)
export const deleteMessagesAction = valueAction(DeleteMessages, async (ctx, input) =>
  refreshed(await deleteMessages(ctx, input)),
)

// These refresh nothing: the editor they are called from keeps what it shows by itself, several times a minute.
export const saveMessageAction = valueAction(SaveMessage, (ctx, input) => saveMessage(ctx, input))
export const restoreVersionAction = valueAction(RestoreVersion, (ctx, input) => restoreVersion(ctx, input))
export const setMessageStatusAction = valueAction(SetMessageStatus, (ctx, input) =>
  setMessageStatus(ctx, input),
)

export const openMessageAction = valueAction(OneMessage, (ctx, { messageId }) => getMessage(ctx, messageId))
export const messageProblemsAction = valueAction(OneMessage, (ctx, { messageId }) =>
  messageProblems(ctx, messageId),
)
export const listVersionsAction = valueAction(OneMessage, (ctx, { messageId }) =>
  listVersions(ctx, messageId),
)

/** As many as a picker shows without scrolling far. */
const listsShown = 12

/** The lists that a dynamic content block can choose. */
export async function findBlockListsAction(q: string) {
  const lists = await findDynamicLists(await requireSession(), z.string().max(255).parse(q), listsShown)
  return lists.map(({ id, kind, name, stale }) => ({ id: Number(id), kind, name, stale }))
}
