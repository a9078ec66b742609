'use client'

import { useGetPuck } from '@puckeditor/core'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { type MessageProblem, MessageStatus } from '@/lib/messages/schema'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { Menu } from '../../ui/menu'
import { useToast } from '../../ui/toast'
import { MessageStatusBadge, statusNames } from '../message-status'
import { useEditor } from './editor-context'

/** Moves a message on; what keeps it from being final is listed, each with its block. */
export function StatusControl() {
  const { message, mayEdit, saver, actions, reopen } = useEditor()
  const [problems, setProblems] = useState<MessageProblem[]>([])
  const toast = useToast()
  const { id: messageId, status } = message
  if (!mayEdit || message.uses.length > 0) return <MessageStatusBadge status={status} />

  const change = async (wanted: MessageStatus) => {
    if (wanted === status || !(await saver.flush())) return
    const found = wanted === 'final' ? await actions.problems({ messageId }) : undefined
    if (found?.ok && found.value.length > 0) return setProblems(found.value)
    const result = await actions.setStatus({ messageId, revision: saver.revision, status: wanted })
    if (!result.ok) return toast({ title: result.error, tone: 'danger' })
    toast({ title: `“${message.name}” is ${wanted === 'final' ? '' : 'a '}${wanted} now` })
    await reopen()
  }
  return (
    <>
      <Menu
        align="start"
        items={MessageStatus.options.map((value) => ({
          type: 'choice',
          label: statusNames[value],
          checked: value === status,
          onSelect: () => void change(value),
        }))}
      >
        <Button size="small" variant="ghost" aria-label={`Status: ${statusNames[status]}. Change it`}>
          <MessageStatusBadge status={status} />
          <ChevronDown aria-hidden />
        </Button>
      </Menu>
      <ProblemsDialog problems={problems} onClose={() => setProblems([])} />
    </>
  )
}

function ProblemsDialog({ problems, onClose }: { problems: MessageProblem[]; onClose: () => void }) {
  const getEditor = useGetPuck()
  const select = (blockId: string) => {
    const { getSelectorForId, dispatch } = getEditor()
    dispatch({ type: 'setUi', ui: { itemSelector: getSelectorForId(blockId) ?? null } })
    onClose()
  }
  return (
    <Dialog
      open={problems.length > 0}
      onOpenChange={onClose}
      title="Not ready to be final"
      description="Mend this first; a mailing sends the message as it is then."
    >
      <ul className="flex flex-col">
        {problems.map(({ blockId, message }) => (
          <li
            key={`${blockId} ${message}`}
            className="flex items-center justify-between gap-4 border-line border-b py-2 text-sm last:border-b-0"
          >
            {message}
            {blockId !== null && (
              <Button size="small" onClick={() => select(blockId)}>
                Go to block
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
