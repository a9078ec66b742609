'use server'

import { revalidatePath } from 'next/cache'
import { valueAction } from '@/lib/session/form-action'
import { approveSync, rejectSync } from '@/lib/syncs/commands/decide-sync'
import { undoSync } from '@/lib/syncs/commands/undo-sync'
import { DecideSync, type SyncDetail } from '@/lib/syncs/schema'

const refreshed = (sync: SyncDetail): SyncDetail => {
  revalidatePath('/syncs', 'layout')
  revalidatePath('/dynamic-lists', 'layout')
  return sync
}

export const approveSyncAction = valueAction(DecideSync, async (ctx, { syncId }) =>
  refreshed(await approveSync(ctx, syncId)),
)
export const rejectSyncAction = valueAction(DecideSync, async (ctx, { syncId }) =>
  refreshed(await rejectSync(ctx, syncId)),
)
export const undoSyncAction = valueAction(DecideSync, async (ctx, { syncId }) =>
  refreshed(await undoSync(ctx, syncId)),
)
