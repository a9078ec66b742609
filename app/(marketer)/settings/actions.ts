'use server'

import { revalidatePath } from 'next/cache'
import { updateAccount } from '@/lib/access/accounts'
import { AccountSettings } from '@/lib/access/schema'
import { formAction } from '@/lib/session/form-action'

export const updateAccountAction = formAction(AccountSettings, async (ctx, settings) => {
  await updateAccount(ctx, settings)
  // The name and the time zone are in every page's frame.
  revalidatePath('/', 'layout')
})
