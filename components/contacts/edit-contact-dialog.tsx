'use client'

import type { ContactCard } from '@/lib/contacts/card/schema'
import type { Property } from '@/lib/contacts/schema'
import { FormDialog } from '../ui/form-dialog'
import { useToast } from '../ui/toast'
import type { ContactActions } from './actions'
import { ContactFields } from './contact-fields'
import { changedValues } from './form-values'

type Props = {
  contact: ContactCard
  properties: readonly Property[]
  edit: ContactActions['edit']
  onClose: () => void
}

export function EditContactDialog({ contact, properties, edit, onClose }: Props) {
  const toast = useToast()
  const { externalId, changedAt } = contact
  const save = async (form: FormData) => {
    const result = await edit({
      externalId,
      changedAt,
      email: String(form.get('email') ?? ''),
      testGroup: form.has('testGroup'),
      properties: changedValues(form, properties, contact.properties),
    })
    if (!result.ok) return result
    toast({ title: 'Contact saved', tone: 'good' })
    onClose()
    return undefined
  }
  return (
    <FormDialog title="Edit contact" submitLabel="Save contact" onSubmit={save} onClose={onClose}>
      {(errorOf) => <ContactFields properties={properties} contact={contact} errorOf={errorOf} />}
    </FormDialog>
  )
}
