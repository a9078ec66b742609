'use client'

import { Copy, Pencil, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { MessageRow } from '@/lib/messages/schema'
import { NameDialog } from '../lists/name-dialog'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import type { MessageActions } from './actions'

type Named = Pick<MessageRow, 'id' | 'name'>

/** What is being done with which message. */
export type Step = { do: 'rename' | 'copy' | 'delete'; message: Named }

/** What an editor may do with a message, for a menu. */
export function stepItems(message: Named, setStep: (step: Step) => void): MenuItem[] {
  return [
    { label: 'Rename …', icon: <Pencil aria-hidden />, onSelect: () => setStep({ do: 'rename', message }) },
    { label: 'Copy …', icon: <Copy aria-hidden />, onSelect: () => setStep({ do: 'copy', message }) },
    { type: 'separator' },
    {
      label: 'Delete …',
      icon: <Trash2 aria-hidden />,
      danger: true,
      onSelect: () => setStep({ do: 'delete', message }),
    },
  ]
}

type Props = {
  step: Step | undefined
  actions: MessageActions
  onClose: () => void
  onDeleted: () => void
}

/** The dialog of a step. */
export function MessageStep({ step, actions, onClose, onDeleted }: Props) {
  const toast = useToast()
  const router = useRouter()
  if (!step) return null
  const { id: messageId, name } = step.message

  const rename = async (wanted: string) => {
    const result = await actions.rename({ messageId, name: wanted })
    if (result.ok) toast({ title: `Renamed “${name}” to “${wanted}”` })
    return result
  }
  const copy = async (wanted: string) => {
    const result = await actions.copy({ messageId, name: wanted })
    if (result.ok) {
      const edit = () => router.push(`/messages/${result.value.id}` as Route)
      toast({ title: `Copied “${name}” to “${wanted}”`, action: { label: 'Edit', onAction: edit } })
    }
    return result
  }
  const remove = async () => {
    const result = await actions.remove({ messageIds: [messageId] })
    if (!result.ok) return result.error
    toast({ title: `Deleted “${name}”` })
    onDeleted()
    return undefined
  }

  if (step.do === 'delete') {
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={`Delete “${name}”?`}
        confirmLabel="Delete message"
        onConfirm={remove}
      >
        <p>
          Its versions go with it. Mailings that were sent keep what they said; drafts have to choose another
          message.
        </p>
      </ConfirmDialog>
    )
  }
  const isRename = step.do === 'rename'
  return (
    <NameDialog
      title={`${isRename ? 'Rename' : 'Copy'} “${name}”`}
      submitLabel={isRename ? 'Rename message' : 'Copy message'}
      name={isRename ? name : `Copy of ${name}`}
      onSave={isRename ? rename : copy}
      onClose={onClose}
    />
  )
}
