'use client'

import { Copy, Pencil, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { formatNoun } from '@/lib/format/counts'
import type { StaticListRow } from '@/lib/static-lists/schema'
import { NameDialog } from '../lists/name-dialog'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import type { StaticListActions } from './actions'

type Listed = Pick<StaticListRow, 'id' | 'name' | 'members'>

/** What is being done with which list. */
export type Step = { do: 'rename' | 'copy' | 'delete'; list: Listed }

/** What an editor may do with a list, for a menu. */
export function stepItems(list: Listed, setStep: (step: Step) => void): MenuItem[] {
  return [
    { label: 'Rename …', icon: <Pencil aria-hidden />, onSelect: () => setStep({ do: 'rename', list }) },
    { label: 'Copy …', icon: <Copy aria-hidden />, onSelect: () => setStep({ do: 'copy', list }) },
    { type: 'separator' },
    {
      label: 'Delete …',
      icon: <Trash2 aria-hidden />,
      danger: true,
      onSelect: () => setStep({ do: 'delete', list }),
    },
  ]
}

type Props = {
  step: Step | undefined
  actions: StaticListActions
  onClose: () => void
  /** To leave what has gone, or to show the rest. */
  onDeleted: () => void
}

/** The dialog of a step. */
export function ListStep({ step, actions, onClose, onDeleted }: Props) {
  const toast = useToast()
  const router = useRouter()
  if (!step) return null
  const { list } = step
  const listId = list.id

  const rename = async (name: string) => {
    const result = await actions.rename({ listId, name })
    if (result.ok) toast({ title: `Renamed “${list.name}” to “${name}”` })
    return result
  }
  const copy = async (name: string) => {
    const result = await actions.copy({ listId, name })
    if (result.ok) {
      const view = () => router.push(`/static-lists/${result.value.id}` as Route)
      const title = `Copied ${formatNoun(result.value.members, 'contact')} to “${name}”`
      toast({ title, action: { label: 'View', onAction: view } })
    }
    return result
  }
  const remove = async () => {
    const result = await actions.remove({ listId })
    if (!result.ok) return result.error
    toast({ title: `Deleted “${list.name}”` })
    onDeleted()
    return undefined
  }

  if (step.do === 'delete') {
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={`Delete “${list.name}”?`}
        confirmLabel="Delete list"
        onConfirm={remove}
      >
        <p>
          {list.members === 0
            ? 'Nobody is in it. '
            : `${formatNoun(list.members, 'contact')} ${list.members === 1 ? 'leaves' : 'leave'} it, and stay contacts. `}
          The list cannot be brought back.
        </p>
      </ConfirmDialog>
    )
  }
  return step.do === 'rename' ? (
    <NameDialog
      title={`Rename “${list.name}”`}
      submitLabel="Rename list"
      name={list.name}
      onSave={rename}
      onClose={onClose}
    />
  ) : (
    <NameDialog
      title={`Copy “${list.name}”`}
      submitLabel="Copy list"
      name={`Copy of ${list.name}`}
      onSave={copy}
      onClose={onClose}
    />
  )
}
