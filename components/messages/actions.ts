import type {
  MessageBody,
  MessageDetail,
  MessageProblem,
  MessageStatus,
  MessageVersion,
} from '@/lib/messages/schema'
import type { ActionResult } from '@/lib/session/form-state'

type Answer<Input, Result> = (input: Input) => Promise<ActionResult<Result>>
type One = { messageId: string }
type Named = One & { name: string }

/** Server actions on messages in the overview. */
export type MessageActions = {
  rename: Answer<Named, void>
  copy: Answer<Named, { id: string }>
  remove: Answer<{ messageIds: string[] }, void>
}

export type Saved = { revision: number; savedAt: string }

/** A list that a dynamic content block can choose. */
export type BlockList = { id: number; kind: 'audience' | 'rules'; name: string; stale: boolean }

/** Server actions of the editor. */
export type EditorActions = {
  open: Answer<One, MessageDetail>
  save: Answer<One & { revision: number; body: MessageBody }, Saved>
  copy: Answer<Named, { id: string }>
  setStatus: Answer<One & { revision: number; status: MessageStatus }, void>
  problems: Answer<One, MessageProblem[]>
  versions: Answer<One, MessageVersion[]>
  restore: Answer<One & { revision: number; version: number }, Saved>
  findLists: (q: string) => Promise<BlockList[]>
}
