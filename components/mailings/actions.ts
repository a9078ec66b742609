import type { ListKind } from '@/lib/lists/schema'
import type { MessageSettings, SendingSettings, TargetKind, TargetSettings } from '@/lib/mailings/schema'
import type { ActionResult } from '@/lib/session/form-state'

type One = { mailingId: string }
type Save<Settings> = (input: One & { revision: number; settings: Settings }) => Promise<ActionResult<number>>

/** Server actions that save a step; each answers the draft's new revision. */
export type SaveActions = {
  message: Save<MessageSettings>
  target: Save<TargetSettings>
  sending: Save<SendingSettings>
}

/** Server actions on a mailing, whatever has become of it. */
export type MailingActions = {
  rename: (input: One & { name: string }) => Promise<ActionResult<void>>
  copy: (input: One & { name: string }) => Promise<ActionResult<{ id: string }>>
  remove: (input: One) => Promise<ActionResult<void>>
  unschedule: (input: One) => Promise<ActionResult<void>>
  pause: (input: One) => Promise<ActionResult<void>>
  resume: (input: One) => Promise<ActionResult<void>>
  cancel: (input: One) => Promise<ActionResult<void>>
}

/** What a mailing can go to, as a picker offers it. */
export type TargetOption = {
  id: string
  name: string
  kind: ListKind | 'mailing'
  /** Contacts of a list, recipients of a mailing; null while they have not been counted. */
  count: number | null
  /** Last sync or count of a list, start of a mailing. */
  at: string | null
  stale: boolean
  folderName: string | null
}

/** A server action. */
export type FindTargets = (input: {
  kind: TargetKind
  q: string
  folder: number | 'none' | null
}) => Promise<TargetOption[]>

export type MessageOption = { id: string; name: string; subject: string }

/** A server action: messages that are final, by name. */
export type FindMessages = (q: string) => Promise<MessageOption[]>

export type TestOutcome = { contactId: string; sent: boolean; reason: string | null }

/** A server action: answers what became of the test for each. */
export type SendTest = (input: One & { contactIds: string[] }) => Promise<ActionResult<TestOutcome[]>>
