'use server'

import { revalidatePath } from 'next/cache'
import { ChangeRole, NewAccountUser, RemoveUser } from '@/lib/access/schema'
import { addUser, changeRole, removeUser } from '@/lib/access/users'
import { formAction, valueAction } from '@/lib/session/form-action'

const path = '/settings/users'

export const addUserAction = formAction(NewAccountUser, async (ctx, input) => {
  await addUser(ctx, input)
  revalidatePath(path)
})

export const changeRoleAction = valueAction(ChangeRole, async (ctx, { userId, role }) => {
  await changeRole(ctx, userId, role)
  revalidatePath(path)
})

export const removeUserAction = valueAction(RemoveUser, async (ctx, { userId }) => {
  await removeUser(ctx, userId)
  revalidatePath(path)
})
