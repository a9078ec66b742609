import { z } from 'zod'
import { FiledQuery, FolderId } from '@/lib/folders/schema'
import { ListId, ListKind } from '@/lib/lists/schema'
import { PermissionBit } from '@/lib/permissions/schema'
import { Moment, Name, nameMax } from '@/lib/platform/schema'

/** Most mailings of an account that have not started. */
export const draftsMax = 1_000

/** Mailings on one page of the overview. */
export const mailingPageSize = 50

/** Most mailings that are moved at once. */
const movedMax = 1_000

/** How far ahead a mailing may be scheduled. */
export const scheduleAheadMaxDays = 365

/** An automailer goes so long after its mailing, in hours. */
export const periodHoursMax = 365 * 24

export const MailingStatus = z.enum(['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'])
export type MailingStatus = z.infer<typeof MailingStatus>

export const TargetKind = z.enum(['dynamic-list', 'static-list', 'not-opened'])
export type TargetKind = z.infer<typeof TargetKind>

export const MailingId = z.string().regex(/^\d{1,18}$/, 'This is no mailing.')
const MessageId = z.string().regex(/^\d{1,18}$/, 'Choose a message.')

/** The steps of the plan, which are also the addresses of their pages. */
export const mailingSteps = ['message', 'target-group', 'settings', 'test', 'schedule'] as const
export type MailingStep = (typeof mailingSteps)[number]

/** Why a mailing cannot be scheduled yet, and in which step it is mended. */
export type ScheduleProblem = { step: MailingStep; message: string }

/** Who a mailing goes to; null while it is not chosen. */
export const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('dynamic-list'), listId: ListId.nullable() }),
  z.object({ kind: z.literal('static-list'), listId: ListId.nullable() }),
  z.object({ kind: z.literal('not-opened'), mailingId: MailingId.nullable() }),
])
export type Target = z.infer<typeof Target>

export const AutomailerStatus = z.enum(['waiting', 'planned', 'sending', 'sent', 'cancelled'])
export type AutomailerStatus = z.infer<typeof AutomailerStatus>

export const PeriodHours = z
  .int('Enter a whole number.')
  .min(1, 'An automailer goes at least 1 hour after its mailing.')
  .max(periodHoursMax, 'An automailer goes at most 365 days after its mailing.')

const oneLine = (what: string) =>
  z
    .string()
    .trim()
    .refine((text) => Array.from(text).length <= nameMax, {
      error: `${what} has at most ${nameMax} characters.`,
    })
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
      error: 'Leave out line breaks and other control characters.',
    })

const SenderEmail = z
  .string()
  .trim()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.union([z.literal(''), z.email('Enter an e-mail address, such as news@example.com.')]))

export const MessageSettings = z.object({ name: Name, messageId: MessageId.nullable() })
export const TargetSettings = z.object({
  target: Target,
  /** The permission a recipient must hold, by its bit. */
  permission: PermissionBit.nullable(),
  /** Sent without asking for a permission. */
  isService: z.boolean(),
})
export const SendingSettings = z.object({
  senderName: oneLine('The name'),
  senderEmail: SenderEmail,
  /** '' is the message's own. */
  subject: oneLine('A subject'),
  folderId: FolderId.nullable(),
  tracks: z.boolean(),
  periodHours: PeriodHours.nullable(),
})
export type MessageSettings = z.output<typeof MessageSettings>
export type TargetSettings = z.output<typeof TargetSettings>
export type SendingSettings = z.output<typeof SendingSettings>

export const OneMailing = z.object({ mailingId: MailingId })
export type OneMailing = z.output<typeof OneMailing>

/** `revision`: of the draft that was edited, so that nobody overwrites what another saved meanwhile. */
const Revised = OneMailing.extend({ revision: z.int().min(1) })
export const SaveMessage = Revised.extend({ settings: MessageSettings })
export const SaveTarget = Revised.extend({ settings: TargetSettings })
export const SaveSending = Revised.extend({ settings: SendingSettings })
export type Save<Settings> = z.output<typeof Revised> & { settings: Settings }

export const NewMailing = z.object({ name: Name, folderId: FolderId.nullable() })
export type NewMailing = z.output<typeof NewMailing>

export const NamedMailing = OneMailing.extend({ name: Name })
export type NamedMailing = z.output<typeof NamedMailing>

export const MoveMailings = z.object({
  mailingIds: z.array(MailingId).min(1).max(movedMax),
  folderId: FolderId.nullable(),
})
export type MoveMailings = z.output<typeof MoveMailings>

/** `at`: null is now. */
export const ScheduleMailing = Revised.extend({ at: Moment.nullable() })
export type ScheduleMailing = z.output<typeof ScheduleMailing>

export const mailingSorts = ['name', 'status', 'moment', 'recipients', 'created', 'changed'] as const
export type MailingSort = (typeof mailingSorts)[number]

/** The overview's address bar. */
export const MailingQuery = FiledQuery.extend({ status: MailingStatus.optional().catch(undefined) })

/** Who a mailing goes to, as screens and the API name it; `name` is null while nothing is chosen, or once it is gone. */
const TargetGroup = z.object({
  kind: TargetKind,
  name: z.string().nullable(),
  listKind: ListKind.nullable().meta({ description: 'What decides who is in the list.' }),
})

export const MailingRow = z.object({
  id: z.string(),
  name: z.string(),
  status: MailingStatus,
  targetGroup: TargetGroup,
  scheduledAt: Moment.nullable(),
  startedAt: Moment.nullable(),
  finishedAt: Moment.nullable(),
  recipients: z.int().meta({ description: 'Those it goes to; 0 until sending starts.' }),
  folderId: z.int().nullable(),
  folderName: z.string().nullable(),
  createdAt: Moment,
  changedAt: Moment,
})
export type MailingRow = z.infer<typeof MailingRow>

/** The automailer of a mailing. */
export type MailingAutomailer = {
  id: string
  periodHours: number
  status: AutomailerStatus
  plannedAt: string | null
}

/** A mailing with all that its own pages tell about it. */
export type MailingDetail = MailingRow & {
  revision: number
  message: { id: string; name: string; status: string; subject: string } | null
  subject: string
  senderName: string
  senderEmail: string
  target: Target
  permission: { bit: number | null; name: string } | null
  isService: boolean
  tracks: boolean
  automailer: MailingAutomailer | null
  /** Of the e-mail as it was when sending started. */
  sentSubject: string | null
  /** Why sending waits, and until when. */
  problem: string | null
  retryAt: string | null
}

/** Most contacts that a test goes to at once. */
export const testContactsMax = 20

export const SendTest = OneMailing.extend({
  contactIds: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1, 'Choose who gets the test.')
    .max(testContactsMax, `A test goes to at most ${testContactsMax} contacts at once.`),
})

/** A contact that tests can be sent to. `id` is Roster's own. */
export type TestContact = { id: string; externalId: string; email: string }

/** A mailing that another can go to those of who did not open it. */
export type EarlierMailing = { id: string; name: string; startedAt: string; recipients: number }
