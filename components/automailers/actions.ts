import type { ActionResult } from '@/lib/session/form-state'

/** Server actions. */
export type AutomailerActions = {
  rename: (input: { automailerId: string; name: string }) => Promise<ActionResult<void>>
  edit: (input: { automailerId: string; periodHours: number }) => Promise<ActionResult<void>>
  remove: (input: { automailerId: string }) => Promise<ActionResult<void>>
}
