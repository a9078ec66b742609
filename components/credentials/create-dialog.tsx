'use client'

import { type SubmitEvent, useState, useTransition } from 'react'
import { type CredentialSecrets, scopeNotes } from '@/lib/access/credentials/schema'
import { type CredentialScope, credentialScopes } from '@/lib/access/schema'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import type { CredentialActions } from './actions'

type Props = {
  create: CredentialActions['create']
  onCreated: (name: string) => (secrets: CredentialSecrets) => void
  onClose: () => void
}

const validities = [
  { value: '', label: 'Until it is revoked' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
]

/** What an integration that syncs audiences needs. */
const usual = new Set<CredentialScope>(['audiences:write', 'contacts:write'])

export function CreateDialog({ create, onCreated, onClose }: Props) {
  const [failure, setFailure] = useState<{ error: string; field?: string }>()
  const [pending, startTransition] = useTransition()
  const errorOf = (field: string) => (failure?.field === field ? failure.error : undefined)

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = readForm(new FormData(event.currentTarget))
    startTransition(async () => {
      const result = await create(input)
      if (result.ok) onCreated(input.name)(result.value)
      else setFailure(result)
    })
  }

  return (
    <Dialog open onOpenChange={onClose} title="Create credential">
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field label="Name" required help="The system that will use it." error={errorOf('name')}>
          <Input name="name" autoComplete="off" />
        </Field>
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-2 font-medium text-sm">What it may do</legend>
          {credentialScopes.map((scope) => {
            const note = scopeNotes[scope]
            return (
              note && (
                <Checkbox
                  key={scope}
                  name="scopes"
                  value={scope}
                  label={note.label}
                  help={note.help}
                  defaultChecked={usual.has(scope)}
                />
              )
            )
          })}
          <FormMessage>{errorOf('scopes')}</FormMessage>
        </fieldset>
        <Field label="Valid" error={errorOf('validDays')}>
          <Select name="validDays" options={validities} />
        </Field>
        <FormMessage>{failure && !failure.field ? failure.error : undefined}</FormMessage>
        <DialogFooter className="">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            Create credential
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

function readForm(form: FormData) {
  const validDays = String(form.get('validDays') ?? '')
  return {
    name: String(form.get('name') ?? ''),
    scopes: credentialScopes.filter((scope) => form.getAll('scopes').includes(scope)),
    ...(validDays !== '' && { validDays }),
  }
}
