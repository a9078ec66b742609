import type { ActionResult } from '@/lib/session/form-state'
import type { MadeList, StaticListRow } from '@/lib/static-lists/schema'

type Naming<Result> = (input: { listId: string; name: string }) => Promise<ActionResult<Result>>

/** Server actions on a list. */
export type StaticListActions = {
  rename: Naming<void>
  copy: Naming<MadeList>
  remove: (input: { listId: string }) => Promise<ActionResult<void>>
}

/** Answers, by external id, whom it concerned: those who were in already, or were not in, are none of them. */
type ChangeContacts = (input: { listId: string; externalIds: string[] }) => Promise<ActionResult<string[]>>

/** Server actions on the contacts of lists, for every table of contacts. */
export type AddingActions = {
  find: (q: string) => Promise<StaticListRow[]>
  create: (input: { name: string; externalIds: string[] }) => Promise<ActionResult<MadeList>>
  add: ChangeContacts
  remove: ChangeContacts
}
