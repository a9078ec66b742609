import type { PermissionInput } from '@/lib/permissions/schema'
import type { ActionResult } from '@/lib/session/form-state'

/** The server actions the permissions are changed by. */
export type PermissionActions = {
  create: (input: PermissionInput) => Promise<ActionResult<void>>
  rename: (input: { bit: number; name: string }) => Promise<ActionResult<void>>
  place: (input: { bit: number; place: number }) => Promise<ActionResult<void>>
  remove: (input: { bit: number }) => Promise<ActionResult<void>>
}
