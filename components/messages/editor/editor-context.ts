'use client'

import { createContext, useContext } from 'react'
import type { MessageDetail } from '@/lib/messages/schema'
import type { BlockList, EditorActions } from '../actions'
import type { DraftSaver } from './draft-saver'

export type FieldName = { name: string; label: string }

export type Editor = {
  message: MessageDetail
  /** False for a viewer, for a final message, and while a mailing uses it. */
  editable: boolean
  /** Whether the user may change messages at all. */
  mayEdit: boolean
  saver: DraftSaver
  actions: EditorActions
  /** What personal fields can name. */
  fields: readonly FieldName[]
  /** The lists offered before anything is typed. */
  lists: readonly BlockList[]
  /** Opens the message again as it is now. */
  reopen: () => Promise<void>
}

export const EditorContext = createContext<Editor | null>(null)

/** The message that is being edited, for everything within its editor. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (!editor) throw new Error('This belongs inside a message editor.')
  return editor
}
