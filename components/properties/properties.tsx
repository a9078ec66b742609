'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import {
  type DefinedProperty,
  type PropertyRemoval,
  type PropertyUse,
  propertiesMax,
} from '@/lib/contacts/schema'
import { Button } from '../ui/button'
import { Notice } from '../ui/notice'
import { useToast } from '../ui/toast'
import type { PropertyActions } from './actions'
import { CreatePropertyDialog } from './create-property-dialog'
import { DeletePropertyDialog } from './delete-property-dialog'
import { EditPropertyDialog } from './edit-property-dialog'
import { PropertyTable } from './property-table'

type Props = {
  properties: DefinedProperty[]
  removals: PropertyRemoval[]
  /** Absent for who may not change them. */
  actions: PropertyActions | undefined
}

type Step =
  | { do: 'create' }
  | { do: 'edit'; property: DefinedProperty }
  | { do: 'delete'; property: DefinedProperty; use: PropertyUse }

/** What contacts of the account can have, and the steps of changing it. */
export function Properties({ properties, removals, actions }: Props) {
  const [step, setStep] = useState<Step>()
  const toast = useToast()
  const close = () => setStep(undefined)

  const askToDelete = async (property: DefinedProperty) => {
    const use = await actions?.askUse({ name: property.name, bits: [] })
    if (use?.ok) setStep({ do: 'delete', property, use: use.value })
    else toast({ title: use?.error ?? '', tone: 'danger' })
  }

  return (
    <div className="flex max-w-4xl flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[75ch] text-muted">
          What contacts can have, in the order in which it is shown. Systems name properties in what they
          send.
        </p>
        {actions && (
          <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setStep({ do: 'create' })}>
            Create property
          </Button>
        )}
      </div>
      {removals.length > 0 && (
        <Notice>
          {removalsInWords(removals)} being taken out of the contacts. Until that is done, nothing new can go
          by the same name.
        </Notice>
      )}
      <PropertyTable
        properties={properties}
        actions={actions}
        onEdit={(property) => setStep({ do: 'edit', property })}
        onDelete={askToDelete}
      />
      {!actions && (
        <p className="text-muted text-sm">
          Only an owner of the account changes these. There can be up to {propertiesMax}.
        </p>
      )}
      {actions && step?.do === 'create' && <CreatePropertyDialog create={actions.create} onClose={close} />}
      {actions && step?.do === 'edit' && (
        <EditPropertyDialog property={step.property} actions={actions} onClose={close} />
      )}
      {actions && step?.do === 'delete' && (
        <DeletePropertyDialog
          property={step.property}
          use={step.use}
          remove={actions.remove}
          onClose={close}
        />
      )}
    </div>
  )
}

function removalsInWords(removals: PropertyRemoval[]): string {
  const what = removals.map(({ name, bits }) => (bits.length > 0 ? `choices of ${name}` : name))
  return `${what.join(', ')} ${removals.length === 1 && removals[0]?.bits.length === 0 ? 'is' : 'are'}`
}
