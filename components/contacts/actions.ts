import type { EditContact, NewContact } from '@/lib/contacts/card/schema'
import type { ActionResult } from '@/lib/session/form-state'

type OneContact = { externalId: string }

/** The server actions a contact is changed by. */
export type ContactActions = {
  edit: (input: EditContact) => Promise<ActionResult<void>>
  grant: (input: OneContact & { bit: number; proof: string }) => Promise<ActionResult<void>>
  withdraw: (input: OneContact & { bit: number; reason: string }) => Promise<ActionResult<void>>
  activate: (input: OneContact) => Promise<ActionResult<void>>
  deactivate: (input: OneContact & { reason: string }) => Promise<ActionResult<void>>
  erase: (input: OneContact) => Promise<ActionResult<void>>
}

export type CreateContact = (input: NewContact) => Promise<ActionResult<void>>
