'use client'

import { useEditor } from './editor-context'
import { useSaveState } from './use-save-state'

const notes = {
  saved: 'Saved',
  waiting: 'Not saved yet',
  saving: 'Saving …',
  failed: 'Could not save',
  conflict: 'Not saved',
}

/** Whether what is written is saved. */
export function SaveNote() {
  const { saver, editable } = useEditor()
  const { is } = useSaveState(saver)
  if (!editable) return null
  const isWrong = is === 'failed' || is === 'conflict'
  return (
    <span role="status" className={isWrong ? 'text-danger text-sm' : 'text-muted text-sm'}>
      {notes[is]}
    </span>
  )
}
