'use server'

import { revalidatePath } from 'next/cache'
import { setSyncSettings } from '@/lib/audiences/commands/set-sync-settings'
import { SetSyncSettings } from '@/lib/audiences/schema'
import { formAction } from '@/lib/session/form-action'

export const setSyncSettingsAction = formAction(SetSyncSettings, async (ctx, settings) => {
  await setSyncSettings(ctx, settings)
  revalidatePath('/dynamic-lists', 'layout')
})
