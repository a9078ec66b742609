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
type Step<T> = { do: 'rename' | 'delete'; one: T } | { do: 'copy'; one: T; save: Naming<T> }

type Verbs<T> = {
  /** What one is called, in the middle of a sentence. */
  noun: string
  rename: Naming<T>
  remove: (one: T) => Promise<ActionResult<unknown>>
  /** What goes with it, and what stays. */
  loss: (one: T) => ReactNode
  /** To leave what has gone, or to show the rest. */
  onDeleted?: () => void
}

/** How things that have a name are renamed, copied and deleted: items for a menu, and the dialog that one of them has opened. */
export function useNamedSteps<T extends Named>(verbs: Verbs<T>) {
  const [step, setStep] = useState<Step<T>>()
  const askToDelete = (one: T) => setStep({ do: 'delete', one })
  const items = {
    rename: (one: T): MenuItem => ({
      label: 'Rename …',
      icon: <Pencil aria-hidden />,
      onSelect: () => setStep({ do: 'rename', one }),
    }),
    /** `save` tells of the copy by itself, since it knows where it is. */
    copy: (one: T, save: Naming<T>): MenuItem => ({
      label: 'Copy …',
      icon: <Copy aria-hidden />,
      onSelect: () => setStep({ do: 'copy', one, save }),
    }),
    delete: (one: T): MenuItem => ({
      label: 'Delete …',
      icon: <Trash2 aria-hidden />,
      danger: true,
      onSelect: () => askToDelete(one),
    }),
  }
  const dialog = step && <StepDialog step={step} verbs={verbs} onClose={() => setStep(undefined)} />
  return { items, dialog, askToDelete }
}

type DialogProps<T> = { step: Step<T>; verbs: Verbs<T>; onClose: () => void }

function StepDialog<T extends Named>({ step, verbs, onClose }: DialogProps<T>) {
  const toast = useToast()
  const { one } = step
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
  if (step.do === 'delete') {
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
  const { verb, save, suggested } =
    step.do === 'copy'
      ? { verb: 'Copy', save: step.save, suggested: `Copy of ${name}` }
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
