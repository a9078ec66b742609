import type { ChangeProperty, NewProperty, PropertyUse } from '@/lib/contacts/schema'
import type { ActionResult } from '@/lib/session/form-state'

/** The server actions the properties are changed by. */
export type PropertyActions = {
  create: (property: NewProperty) => Promise<ActionResult<void>>
  change: (change: ChangeProperty) => Promise<ActionResult<void>>
  place: (input: { name: string; place: number }) => Promise<ActionResult<void>>
  hide: (input: { name: string; hidden: boolean }) => Promise<ActionResult<void>>
  remove: (input: { name: string }) => Promise<ActionResult<void>>
  askUse: (input: { name: string; bits: number[] }) => Promise<ActionResult<PropertyUse>>
}
