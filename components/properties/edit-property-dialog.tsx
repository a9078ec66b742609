'use client'

import { useState } from 'react'
import type { ChangeProperty, DefinedProperty } from '@/lib/contacts/schema'
import { formatNoun } from '@/lib/format/counts'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import { useToast } from '../ui/toast'
import type { PropertyActions } from './actions'
import { type Choice, ChoicesField, choiceOf, entriesOf } from './choices-field'
import { isBuiltIn, typeNames } from './property-words'

type Props = {
  property: DefinedProperty
  actions: Pick<PropertyActions, 'change' | 'askUse'>
  onClose: () => void
}

/** The label and, of a set, its choices; who removes some is told first how many contacts have them. */
export function EditPropertyDialog({ property, actions, onClose }: Props) {
  const { name } = property
  const [choices, setChoices] = useState<Choice[]>(() => property.entries.map(choiceOf))
  const [asking, setAsking] = useState<{ change: ChangeProperty; contacts: number }>()
  const toast = useToast()
  const hasChoices = property.type === 'set' && !isBuiltIn(name)

  const save = async (change: ChangeProperty) => {
    const result = await actions.change(change)
    if (!result.ok) return result
    toast({ title: 'Property saved', tone: 'good' })
    onClose()
    return undefined
  }
  const submit = async (form: FormData) => {
    const kept = choices.filter(({ known }) => known).map(({ bit }) => Number(bit))
    const change = {
      name,
      label: String(form.get('label') ?? ''),
      entries: hasChoices ? entriesOf(choices) : [],
      removedBits: hasChoices
        ? property.entries.map(({ bit }) => bit).filter((bit) => !kept.includes(bit))
        : [],
    }
    if (change.removedBits.length === 0) return save(change)
    const use = await actions.askUse({ name, bits: change.removedBits })
    if (!use.ok) return use
    setAsking({ change, contacts: use.value.contacts })
    return undefined
  }
  return (
    <>
      <FormDialog
        title={`Edit ${property.label}`}
        description={`${typeNames[property.type]}, which systems call ${name}. Both stay.`}
        submitLabel="Save property"
        onSubmit={submit}
        onClose={onClose}
      >
        {(errorOf) => (
          <>
            <Field label="Label" required help="What people call it." error={errorOf('label')}>
              <Input name="label" defaultValue={property.label} autoComplete="off" />
            </Field>
            {hasChoices && (
              <ChoicesField choices={choices} onChange={setChoices} error={errorOf('entries')} />
            )}
          </>
        )}
      </FormDialog>
      {asking && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsking(undefined)}
          title={`Remove ${formatNoun(asking.change.removedBits.length, 'choice')} of ${property.label}?`}
          confirmLabel={asking.change.removedBits.length === 1 ? 'Remove choice' : 'Remove choices'}
          onConfirm={async () => (await save(asking.change))?.error}
        >
          <p>{lossInWords(asking.contacts)}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

function lossInWords(contacts: number): string {
  if (contacts === 0) return 'No contact has what you remove.'
  return `${formatNoun(contacts, 'contact')} ${contacts === 1 ? 'loses' : 'lose'} what you remove, for good.`
}
