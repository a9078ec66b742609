'use server'

import { revalidatePath } from 'next/cache'
import { setSyncSettings } from '@/lib/audiences/commands/set-sync-settings'
import { SetSyncSettings } from '@/lib/audiences/schema'
import { createFolder, deleteFolder, renameFolder } from '@/lib/folders/commands'
import { DeleteFolder, NewFolder, RenameFolder } from '@/lib/folders/schema'
import { moveLists } from '@/lib/lists/commands'
import { MoveLists } from '@/lib/lists/schema'
import { formAction, valueAction } from '@/lib/session/form-action'

const refreshed = <T>(result: T): T => {
  revalidatePath('/dynamic-lists', 'layout')
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
export const setSyncSettingsAction = formAction(SetSyncSettings, async (ctx, settings) =>
  refreshed(await setSyncSettings(ctx, settings)),
)
