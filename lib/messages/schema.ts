import { z } from 'zod'
import { FiledQuery, FolderId } from '@/lib/folders/schema'
import { Moment, Name } from '@/lib/platform/schema'
import { MessageContent } from './content/schema'

/** Most messages in an account, and most that are moved or deleted at once. */
export const messagesMax = 10_000
const selectionMax = 1_000

export const subjectMax = 500

/** Messages on one page of the overview. */
export const messagePageSize = 50

/** Versions of a message that are kept. */
export const versionsMax = 100

const line = (max: number, what: string) =>
  z
    .string()
    .max(max, `${what} has at most ${max} characters.`)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'Leave out control characters.')

/** All of a message that is saved and sent. */
export const MessageBody = z.object({
  subject: line(subjectMax, 'A subject'),
  preheader: line(subjectMax, 'A preheader'),
  content: MessageContent,
})
export type MessageBody = z.output<typeof MessageBody>

/** A proof can still be changed, and mailed to a test group; a final message can be mailed to everybody, and stays as it is. */
export const MessageStatus = z.enum(['concept', 'proof', 'final'])
export type MessageStatus = z.infer<typeof MessageStatus>

export const messageSorts = ['name', 'status', 'subject', 'created', 'changed'] as const
export type MessageSort = (typeof messageSorts)[number]

/** The overview's address bar. */
export const MessageQuery = FiledQuery.extend({ status: MessageStatus.optional().catch(undefined) })

export const MessageId = z.string().regex(/^[1-9]\d{0,17}$/)

export const MessageRow = z.object({
  id: MessageId,
  name: z.string(),
  status: MessageStatus,
  subject: z.string(),
  folderId: z.int().nullable(),
  folderName: z.string().nullable(),
  createdAt: Moment,
  changedAt: Moment,
})
export type MessageRow = z.infer<typeof MessageRow>

/** A mailing that has yet to go, or is going, with a message. */
export type MessageUse = { mailingId: string; name: string; status: 'scheduled' | 'sending' | 'paused' }

/** A message as its editor opens it. While mailings use it nothing of it changes. */
export type MessageDetail = MessageRow & {
  body: MessageBody
  revision: number
  /** Who saved it last; null when that is unknown, or somebody who has left. */
  savedBy: string | null
  uses: MessageUse[]
  /** Lists that its dynamic content blocks choose and that are gone. */
  goneLists: number[]
}

export type MessageVersion = { revision: number; savedAt: string; savedBy: string | null; subject: string }

/** What keeps a message from being final, and in which block; null: in none of them. */
export type MessageProblem = { blockId: string | null; message: string }

export const NewMessage = z.object({ name: Name, folderId: FolderId.nullable() })
export type NewMessage = z.output<typeof NewMessage>

export const OneMessage = z.object({ messageId: MessageId })
export const NamedMessage = OneMessage.extend({ name: Name })
export type NamedMessage = z.output<typeof NamedMessage>

/** `revision`: of what was edited, so that nobody overwrites what another saved meanwhile. */
export const SaveMessage = OneMessage.extend({ revision: z.int().min(1), body: MessageBody })
export type SaveMessage = z.output<typeof SaveMessage>

/** `version`: the revision that is wanted back. */
export const RestoreVersion = OneMessage.extend({ revision: z.int().min(1), version: z.int().min(1) })
export type RestoreVersion = z.output<typeof RestoreVersion>

/** `revision`: of what was looked at, so that nothing becomes final unseen. */
export const SetMessageStatus = OneMessage.extend({ revision: z.int().min(1), status: MessageStatus })
export type SetMessageStatus = z.output<typeof SetMessageStatus>

const Selection = z.array(MessageId).min(1).max(selectionMax)
export const MoveMessages = z.object({ messageIds: Selection, folderId: FolderId.nullable() })
export type MoveMessages = z.output<typeof MoveMessages>
export const DeleteMessages = z.object({ messageIds: Selection })
export type DeleteMessages = z.output<typeof DeleteMessages>
