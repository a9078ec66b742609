'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import type { MessageDetail } from '@/lib/messages/schema'
import { Skeleton } from '../../ui/skeleton'
import { useToast } from '../../ui/toast'
import { useUnsavedGuard } from '../../ui/use-unsaved-guard'
import type { BlockList, EditorActions } from '../actions'
import { DraftSaver } from './draft-saver'
import { type Editor, EditorContext, type FieldName } from './editor-context'
import { useSaveState } from './use-save-state'

type Props = {
  message: MessageDetail
  mayEdit: boolean
  actions: EditorActions
  fields: readonly FieldName[]
  lists: readonly BlockList[]
}

// Its canvas is a document of its own, which only a browser has.
const Canvas = dynamic(() => import('./canvas').then(({ Canvas }) => Canvas), {
  ssr: false,
  loading: () => <Skeleton className="m-6 h-96" />,
})

/** Edits a message; what is written saves itself. */
export function MessageEditor({ message: opened, ...props }: Props) {
  const [message, setMessage] = useState(opened)
  const toast = useToast()
  const reopen = async () => {
    const result = await props.actions.open({ messageId: message.id })
    if (result.ok) setMessage(result.value)
    else toast({ title: result.error, tone: 'danger' })
  }
  const { revision, status } = message
  return <OpenMessage key={`${revision} ${status}`} message={message} reopen={reopen} {...props} />
}

/** One opening of the message: anew once it is somebody else's, an older version, or of another status. */
function OpenMessage({
  message,
  mayEdit,
  actions,
  fields,
  lists,
  reopen,
}: Props & { reopen: () => Promise<void> }) {
  const [saver] = useState(
    () =>
      new DraftSaver({
        body: message.body,
        revision: message.revision,
        save: (revision, body) => actions.save({ messageId: message.id, revision, body }),
      }),
  )
  const editable = mayEdit && message.status !== 'final' && message.uses.length === 0
  const editor: Editor = { message, mayEdit, editable, saver, actions, fields, lists, reopen }
  const state = useSaveState(saver)
  useSavingOnReturn(saver)
  const guard = useUnsavedGuard(state.is !== 'saved', {
    lost: 'What you wrote last is not saved yet.',
    onLeave: () => saver.stop(),
  })
  return (
    <EditorContext value={editor}>
      <Canvas />
      {guard}
    </EditorContext>
  )
}

/** Back online, nobody waits for the next try. */
function useSavingOnReturn(saver: DraftSaver) {
  useEffect(() => {
    const flush = () => void saver.flush()
    window.addEventListener('online', flush)
    return () => {
      window.removeEventListener('online', flush)
      saver.stop()
    }
  }, [saver])
}
