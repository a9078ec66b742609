'use client'

import { Copy, Pencil, SlidersHorizontal, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useState } from 'react'
import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import { formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'

type Named = { listId: string; name: string }

/** Server actions for lists that are computed from rules. */
export type RuleListActions = {
  copy: (input: Named) => Promise<ActionResult<{ id: string }>>
  rename: (input: Named) => Promise<ActionResult<void>>
  remove: (input: { listId: string }) => Promise<ActionResult<void>>
}

type List = Pick<DynamicListRow, 'id' | 'name' | 'members'>
type Step = { do: 'copy' | 'rename' | 'delete'; list: List }

/** What can be done with a rule-based list: the items of its menu, and the dialog that one of them has opened. */
export function useRuleListSteps(actions: RuleListActions) {
  const [step, setStep] = useState<Step>()
  const items = (list: List): MenuItem[] => [
    {
      type: 'link',
      label: 'Edit',
      icon: <SlidersHorizontal aria-hidden />,
      href: `/dynamic-lists/${list.id}/edit` as Route,
    },
    { label: 'Copy', icon: <Copy aria-hidden />, onSelect: () => setStep({ do: 'copy', list }) },
    { label: 'Rename', icon: <Pencil aria-hidden />, onSelect: () => setStep({ do: 'rename', list }) },
    { type: 'separator' },
    {
      label: 'Delete',
      icon: <Trash2 aria-hidden />,
      danger: true,
      onSelect: () => setStep({ do: 'delete', list }),
    },
  ]
  const close = () => setStep(undefined)
  const dialog =
    step &&
    (step.do === 'delete' ? (
      <DeleteDialog list={step.list} remove={actions.remove} onClose={close} />
    ) : (
      <NameDialog step={step.do} list={step.list} actions={actions} onClose={close} />
    ))
  return { items, dialog }
}

const words = {
  copy: { title: 'Copy', submit: 'Copy list', nameOf: (name: string) => `${name} (copy)`, done: 'copied to' },
  rename: { title: 'Rename', submit: 'Rename list', nameOf: (name: string) => name, done: 'renamed to' },
}

type NameProps = { step: 'copy' | 'rename'; list: List; actions: RuleListActions; onClose: () => void }

function NameDialog({ step, list, actions, onClose }: NameProps) {
  const { title, submit, nameOf, done } = words[step]
  const toast = useToast()
  return (
    <FormDialog
      title={`${title} “${list.name}”`}
      size="small"
      submitLabel={submit}
      onClose={onClose}
      onSubmit={async (form) => {
        const name = String(form.get('name'))
        const result = await actions[step]({ listId: list.id, name })
        if (!result.ok) return result
        toast({ title: `“${list.name}” ${done} “${name.trim()}”`, tone: 'good' })
        onClose()
        return undefined
      }}
    >
      {(errorOf) => (
        <Field label="Name" required error={errorOf('name')}>
          <Input name="name" autoComplete="off" defaultValue={nameOf(list.name)} />
        </Field>
      )}
    </FormDialog>
  )
}

type DeleteProps = { list: List; remove: RuleListActions['remove']; onClose: () => void }

function DeleteDialog({ list, remove, onClose }: DeleteProps) {
  const toast = useToast()
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete “${list.name}”?`}
      confirmLabel="Delete list"
      onConfirm={async () => {
        const result = await remove({ listId: list.id })
        if (!result.ok) return result.error
        toast({ title: `“${list.name}” deleted`, tone: 'good' })
        return undefined
      }}
    >
      <p>Its rules are lost for good. {staying(list.members)}</p>
    </ConfirmDialog>
  )
}

function staying(members: number | null): string {
  if (members === null) return 'The contacts in it stay as they are.'
  return `${formatNoun(members, 'contact')} in it ${members === 1 ? 'stays as it is' : 'stay as they are'}.`
}
