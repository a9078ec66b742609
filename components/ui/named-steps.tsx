'use client'

import { Copy, Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ActionResult } from '@/lib/session/form-state'
import { ConfirmDialog } from './confirm-dialog'
import type { MenuItem } from './menu-item'
import { NameDialog } from './name-dialog'
import { useToast } from './toast'

type Named = { id: string; name: string }
type Naming<T> = (one: T, name: string) => Promise<ActionResult<unknown>>
type What = 'rename' | 'copy' | 'delete'

type Verbs<T> = {
  /** What one is called, in the middle of a sentence. */
  noun: string
  rename: Naming<T>
  /** Tells of it by itself, since it knows where the copy is; absent where nothing is copied. */
  copy?: Naming<T>
  remove: (one: T) => Promise<ActionResult<unknown>>
  /** What goes with it, and what stays. */
  loss: (one: T) => ReactNode
  /** To leave what has gone, or to show the rest. */
  onDeleted?: () => void
}

/** How things that have a name are renamed, copied and deleted: items for a menu, and the dialog that one of them has opened. */
export function useNamedSteps<T extends Named>(verbs: Verbs<T>) {
  const [step, setStep] = useState<{ do: What; one: T }>()
  const ask = (what: What, one: T) => setStep({ do: what, one })
  const items = {
    rename: (one: T): MenuItem => ({
      label: 'Rename …',
      icon: <Pencil aria-hidden />,
      onSelect: () => ask('rename', one),
    }),
    copy: (one: T): MenuItem => ({
      label: 'Copy …',
      icon: <Copy aria-hidden />,
      onSelect: () => ask('copy', one),
    }),
    delete: (one: T): MenuItem => ({
      label: 'Delete …',
      icon: <Trash2 aria-hidden />,
      danger: true,
      onSelect: () => ask('delete', one),
    }),
  }
  const dialog = step && (
    <StepDialog what={step.do} one={step.one} verbs={verbs} onClose={() => setStep(undefined)} />
  )
  return { items, dialog, ask }
}

type DialogProps<T> = { what: What; one: T; verbs: Verbs<T>; onClose: () => void }

function StepDialog<T extends Named>({ what, one, verbs, onClose }: DialogProps<T>) {
  const toast = useToast()
  const { name } = one
  const { noun, loss, onDeleted } = verbs
  const rename: Naming<T> = async (one, wanted) => {
    const result = await verbs.rename(one, wanted)
    if (result.ok) toast({ title: `Renamed “${name}” to “${wanted}”` })
    return result
  }
  const remove = async () => {
    const result = await verbs.remove(one)
    if (!result.ok) return result.error
    toast({ title: `Deleted “${name}”` })
    onDeleted?.()
    return undefined
  }
  if (what === 'delete') {
    return (
      <ConfirmDialog
        open
        onOpenChange={onClose}
        title={`Delete “${name}”?`}
        confirmLabel={`Delete ${noun}`}
        onConfirm={remove}
      >
        <p>{loss(one)}</p>
      </ConfirmDialog>
    )
  }
  const { copy = rename } = verbs
  const { verb, save, suggested } =
    what === 'copy'
      ? { verb: 'Copy', save: copy, suggested: `Copy of ${name}` }
      : { verb: 'Rename', save: rename, suggested: name }
  return (
    <NameDialog
      title={`${verb} “${name}”`}
      submitLabel={`${verb} ${noun}`}
      name={suggested}
      onSave={(wanted) => save(one, wanted)}
      onClose={onClose}
    />
  )
}
