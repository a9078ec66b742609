'use server'

import { revalidatePath } from 'next/cache'
import { createFolder, deleteFolder, renameFolder } from '@/lib/folders/commands'
import { DeleteFolder, NewFolder, RenameFolder } from '@/lib/folders/schema'
import { moveLists } from '@/lib/lists/commands'
import { MoveLists } from '@/lib/lists/schema'
import { valueAction } from '@/lib/session/form-action'

/** Folders show beside every table of what is filed, and on the pages of what is in them. */
function refreshed<T>(result: T): T {
  revalidatePath('/dynamic-lists', 'layout')
  revalidatePath('/static-lists', 'layout')
  revalidatePath('/messages', 'layout')
  revalidatePath('/mailings', 'layout')
  return result
}

export const createFolderAction = valueAction(NewFolder, async (ctx, input) =>
  refreshed(await createFolder(ctx, input)),
)
export const renameFolderAction = valueAction(RenameFolder, async (ctx, input) =>
  refreshed(await renameFolder(ctx, input)),
)
export const deleteFolderAction = valueAction(DeleteFolder, async (ctx, input) =>
  refreshed(await deleteFolder(ctx, input)),
)
export const moveListsAction = valueAction(MoveLists, async (ctx, input) =>
  refreshed(await moveLists(ctx, input)),
)
