'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Destination, DestinationSettings, ImportDetail } from '@/lib/imports/schema'
import type { Permission } from '@/lib/permissions/schema'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Radio } from '../ui/radio'
import { Select } from '../ui/select'
import { StepFooter } from '../ui/step-footer'
import type { ImportActions } from './actions'
import { GrantFields } from './grant-fields'
import { useSaving } from './use-saving'

type Props = {
  draft: ImportDetail
  lists: { id: number; name: string }[]
  permissions: readonly Permission[]
  change: ImportActions['changeDestination']
}

/** What becomes of the contacts beside: a list, a permission, or that they are left in peace. */
export function DestinationStep({ draft, lists, permissions, change }: Props) {
  const { id: importId } = draft
  const { destination, grants, proof, regrant } = draft.settings
  const [chosen, setChosen] = useState<DestinationSettings>({ destination, grants, proof, regrant })
  const router = useRouter()
  const saving = useSaving((settings: DestinationSettings) => change({ importId, settings }))
  const edit = (changes: Partial<DestinationSettings>) => {
    const next = { ...chosen, ...changes }
    setChosen(next)
    return next
  }
  const keep = (changes: Partial<DestinationSettings>) => saving.keep(edit(changes))
  const suppresses = chosen.destination.kind === 'suppression'
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <DestinationFields
        destination={chosen.destination}
        lists={lists}
        error={saving.errorOf('destination.name') ?? saving.errorOf('destination.listId')}
        onEdit={(destination) =>
          edit({ destination, ...(destination.kind === 'suppression' && { grants: [], regrant: false }) })
        }
        onKeep={() => saving.keep(chosen)}
      />
      {!suppresses && (
        <GrantFields
          chosen={chosen}
          permissions={permissions}
          error={saving.errorOf('proof')}
          onEdit={edit}
          onKeep={keep}
        />
      )}
      <StepFooter
        back={`/imports/${importId}/columns` as Route}
        note={saving.note}
        message={saving.message}
        pending={saving.pending}
        onGoOn={() => saving.goOn(chosen, () => router.push(`/imports/${importId}/check` as Route))}
      />
    </div>
  )
}

type FieldsProps = {
  destination: Destination
  lists: { id: number; name: string }[]
  error: string | undefined
  onEdit: (destination: Destination) => void
  onKeep: () => void
}

function DestinationFields({ destination, lists, error, onEdit, onKeep }: FieldsProps) {
  const first = lists[0]
  const choice = (kind: Destination['kind'], next: Destination) => ({
    name: 'destination',
    checked: destination.kind === kind,
    onChange: () => onEdit(next),
    onBlur: onKeep,
  })
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-sm">Where the contacts go</legend>
      <Radio
        {...choice('contacts', { kind: 'contacts' })}
        label="Contacts"
        help="They are created and updated, and no more."
      />
      <Radio
        {...choice('new-list', { kind: 'new-list', name: '' })}
        label="Contacts and a new static list"
        help="The list is made with the import, and holds everybody in the file."
      />
      {destination.kind === 'new-list' && (
        <Field label="Name of the list" required error={error} className="ml-6 max-w-md">
          <Input
            value={destination.name}
            onChange={(event) => onEdit({ ...destination, name: event.target.value })}
            onBlur={onKeep}
          />
        </Field>
      )}
      {first && (
        <Radio
          {...choice('list', { kind: 'list', listId: first.id })}
          label="Contacts and a static list there is"
          help="Who is in it stays, and everybody in the file comes to them."
        />
      )}
      {destination.kind === 'list' && (
        <Field label="Static list" error={error} className="ml-6 max-w-md">
          <Select
            value={String(destination.listId)}
            onChange={(event) => onEdit({ kind: 'list', listId: Number(event.target.value) })}
            onBlur={onKeep}
            options={lists.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        </Field>
      )}
      <Radio
        {...choice('suppression', { kind: 'suppression' })}
        label="Suppression: they are not mailed any more"
        help="They become inactive. Who is not known yet is added as an inactive contact; other columns are not imported."
      />
    </fieldset>
  )
}
