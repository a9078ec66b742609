'use client'

import { UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Property } from '@/lib/contacts/schema'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import { useToast } from '../ui/toast'
import type { CreateContact } from './actions'
import { ContactFields } from './contact-fields'
import { contactHref } from './contact-href'
import { changedValues } from './form-values'

type Props = { properties: readonly Property[]; create: CreateContact }

/** Makes a contact by hand, and goes on to its card. */
export function NewContact(props: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" icon={<UserPlus aria-hidden />} onClick={() => setOpen(true)}>
        New contact
      </Button>
      {open && <NewContactDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function NewContactDialog({ properties, create, onClose }: Props & { onClose: () => void }) {
  const router = useRouter()
  const toast = useToast()
  const save = async (form: FormData) => {
    const externalId = String(form.get('externalId') ?? '')
    const result = await create({
      externalId,
      email: String(form.get('email') ?? ''),
      testGroup: form.has('testGroup'),
      properties: changedValues(form, properties, {}),
    })
    if (!result.ok) return result
    toast({ title: 'Contact created', tone: 'good' })
    router.push(contactHref(externalId))
    return undefined
  }
  return (
    <FormDialog
      title="New contact"
      description="Permissions are granted on its card, with how the contact agreed."
      submitLabel="Create contact"
      onSubmit={save}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field
            label="Contact id"
            required
            help="The id by which your systems know the person. It stays."
            error={errorOf('externalId')}
          >
            <Input name="externalId" autoComplete="off" spellCheck={false} />
          </Field>
          <ContactFields properties={properties} errorOf={errorOf} />
        </>
      )}
    </FormDialog>
  )
}
