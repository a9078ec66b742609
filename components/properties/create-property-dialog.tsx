'use client'

import { useState } from 'react'
import { type PropertyType, propertyTypes } from '@/lib/contacts/schema'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { useToast } from '../ui/toast'
import type { PropertyActions } from './actions'
import { type Choice, ChoicesField, entriesOf } from './choices-field'
import { nameFromLabel, typeNames } from './property-words'

const typeOptions = propertyTypes.map((type) => ({ value: type, label: typeNames[type] }))

type Props = { create: PropertyActions['create']; onClose: () => void }

export function CreatePropertyDialog({ create, onClose }: Props) {
  const [label, setLabel] = useState('')
  const [typedName, setName] = useState<string>()
  const [type, setType] = useState<PropertyType>('string')
  const [choices, setChoices] = useState<Choice[]>([])
  const toast = useToast()
  const name = typedName ?? nameFromLabel(label)

  const save = async () => {
    const entries = type === 'set' ? entriesOf(choices) : []
    const result = await create({ name, label, type, entries })
    if (!result.ok) return result
    toast({ title: `${label.trim()} created`, tone: 'good' })
    onClose()
    return undefined
  }
  return (
    <FormDialog title="Create property" submitLabel="Create property" onSubmit={save} onClose={onClose}>
      {(errorOf) => (
        <>
          <Field label="Label" required help="What people call it." error={errorOf('label')}>
            <Input value={label} autoComplete="off" onChange={(event) => setLabel(event.target.value)} />
          </Field>
          <Field
            label="Name"
            required
            help="What systems call it. It cannot be changed later."
            error={errorOf('name')}
          >
            <Input
              value={name}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Field label="Type" help="It cannot be changed later." error={errorOf('type')}>
            <Select
              options={typeOptions}
              value={type}
              onChange={(event) => setType(event.target.value as PropertyType)}
            />
          </Field>
          {type === 'set' && (
            <ChoicesField choices={choices} onChange={setChoices} error={errorOf('entries')} />
          )}
        </>
      )}
    </FormDialog>
  )
}
