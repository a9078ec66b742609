'use server'

import { revalidatePath } from 'next/cache'
import {
  changeProperty,
  deleteProperty,
  hideProperty,
  placeProperty,
} from '@/lib/contacts/commands/change-property'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { getPropertyUse } from '@/lib/contacts/queries/properties'
import {
  AskPropertyUse,
  ChangeProperty,
  HideProperty,
  NewProperty,
  OneProperty,
  PlaceProperty,
} from '@/lib/contacts/schema'
import { valueAction } from '@/lib/session/form-action'

const refreshed = () => revalidatePath('/settings/properties')

export const createPropertyAction = valueAction(NewProperty, async (ctx, property) => {
  await createProperty(ctx, property)
  refreshed()
})

export const changePropertyAction = valueAction(ChangeProperty, async (ctx, change) => {
  await changeProperty(ctx, change)
  refreshed()
})

export const placePropertyAction = valueAction(PlaceProperty, async (ctx, place) => {
  await placeProperty(ctx, place)
  refreshed()
})

export const hidePropertyAction = valueAction(HideProperty, async (ctx, input) => {
  await hideProperty(ctx, input)
  refreshed()
})

export const deletePropertyAction = valueAction(OneProperty, async (ctx, property) => {
  await deleteProperty(ctx, property)
  refreshed()
})

export const askPropertyUseAction = valueAction(AskPropertyUse, getPropertyUse)
