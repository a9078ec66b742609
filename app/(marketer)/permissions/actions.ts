'use server'

import { revalidatePath } from 'next/cache'
import {
  createPermission,
  deletePermission,
  placePermission,
  renamePermission,
} from '@/lib/permissions/commands'
import { OnePermission, PermissionInput, PlacePermission, RenamePermission } from '@/lib/permissions/schema'
import { valueAction } from '@/lib/session/form-action'

const refreshed = () => revalidatePath('/permissions')

export const createPermissionAction = valueAction(PermissionInput, async (ctx, input) => {
  await createPermission(ctx, input)
  refreshed()
})

export const renamePermissionAction = valueAction(RenamePermission, async (ctx, input) => {
  await renamePermission(ctx, input)
  refreshed()
})

export const placePermissionAction = valueAction(PlacePermission, async (ctx, input) => {
  await placePermission(ctx, input)
  refreshed()
})

export const deletePermissionAction = valueAction(OnePermission, async (ctx, input) => {
  await deletePermission(ctx, input)
  refreshed()
})
