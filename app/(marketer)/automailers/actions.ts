'use server'

import { revalidatePath } from 'next/cache'
import { deleteAutomailer, editAutomailer, renameAutomailer } from '@/lib/mailings/automailers/commands'
import { EditAutomailer, NamedAutomailer, OneAutomailer } from '@/lib/mailings/automailers/schema'
import { valueAction } from '@/lib/session/form-action'

function refreshed<T>(result: T): T {
  revalidatePath('/automailers', 'layout')
  revalidatePath('/mailings', 'layout')
  return result
}

export const renameAutomailerAction = valueAction(NamedAutomailer, async (ctx, input) =>
  refreshed(await renameAutomailer(ctx, input)),
)
export const editAutomailerAction = valueAction(EditAutomailer, async (ctx, input) =>
  refreshed(await editAutomailer(ctx, input)),
)

// Refreshes nothing: the page it is called from may be of what has gone.
export const deleteAutomailerAction = valueAction(OneAutomailer, (ctx, input) => deleteAutomailer(ctx, input))
