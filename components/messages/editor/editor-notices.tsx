'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { chosenLists } from '@/lib/messages/content/schema'
import { Button, ButtonLink } from '../../ui/button'
import { NameDialog } from '../../ui/name-dialog'
import { Notice } from '../../ui/notice'
import { useEditor } from './editor-context'
import { useSaveState } from './use-save-state'

/** What stands in the way of editing, and how to go on. */
export function EditorNotices() {
  const { message, mayEdit, saver } = useEditor()
  const state = useSaveState(saver)
  const [use] = message.uses
  const gone = chosenLists(saver.body.content).filter(({ listId }) => message.goneLists.includes(listId))
  return (
    <>
      {state.is === 'conflict' && <Conflict problem={state.problem} />}
      {state.is === 'failed' && <Notice tone="danger">{state.problem}</Notice>}
      {gone.map(({ listId, listName }) => (
        <Notice key={listId} tone="warning">
          {`The list “${listName}” is gone. Everybody sees the alternative of its dynamic content; choose another list before the message is final.`}
        </Notice>
      ))}
      {use && (
        <Notice
          action={
            <ButtonLink size="small" href={`/mailings/${use.mailingId}` as Route}>
              View mailing
            </ButtonLink>
          }
        >
          {`The mailing “${use.name}” is ${use.status} with this message, so it stays as it is. Change a copy, or unschedule the mailing first.`}
        </Notice>
      )}
      {mayEdit && !use && message.status === 'final' && (
        <Notice>The message is final. Set it back to concept to change it.</Notice>
      )}
      {!mayEdit && <Notice>You can look at this message. An editor or owner changes it.</Notice>}
    </>
  )
}

function Conflict({ problem }: { problem: string }) {
  const { message, saver, actions, reopen } = useEditor()
  const [copying, setCopying] = useState(false)
  const router = useRouter()
  const saveCopy = async (name: string) => {
    const copy = await actions.copy({ messageId: message.id, name })
    if (!copy.ok) return copy
    const saved = await actions.save({ messageId: copy.value.id, revision: 1, body: saver.body })
    if (saved.ok) router.push(`/messages/${copy.value.id}` as Route)
    return saved
  }
  return (
    <>
      <Notice
        tone="warning"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="small" onClick={() => void reopen()}>
              Load theirs
            </Button>
            <Button size="small" onClick={() => setCopying(true)}>
              Save mine as a copy
            </Button>
          </span>
        }
      >
        {problem}
      </Notice>
      {copying && (
        <NameDialog
          title="Save mine as a copy"
          submitLabel="Save copy"
          name={`Copy of ${message.name}`}
          onSave={saveCopy}
          onClose={() => setCopying(false)}
        />
      )}
    </>
  )
}
