'use client'

import { type SubmitEvent, useState, useTransition } from 'react'
import type { Credential, CredentialSecrets } from '@/lib/access/credentials/schema'
import { Button } from '../ui/button'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Select } from '../ui/select'
import type { CredentialActions } from './actions'

type Props = {
  credential: Credential
  rotate: CredentialActions['rotate']
  onRotated: (secrets: CredentialSecrets) => void
  onClose: () => void
}

const overlaps = [
  { value: '24', label: 'One more day' },
  { value: '1', label: 'One more hour' },
  { value: '168', label: 'One more week' },
  { value: '0', label: 'Not any longer: it has leaked' },
]

export function RotateDialog({ credential, rotate, onRotated, onClose }: Props) {
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const overlapHours = Number(new FormData(event.currentTarget).get('overlapHours'))
    startTransition(async () => {
      const result = await rotate({ credentialId: credential.id, overlapHours })
      if (result.ok) onRotated(result.value)
      else setError(result.error)
    })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Rotate ${credential.name}`}
      description="It gets a new token and a new consumer secret. Its consumer key stays."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label="The secret it has now works"
          help={
            credential.oldSecretUntil
              ? 'The one before it, from the last rotation, ends at once.'
              : 'Long enough to bring the new one to the system that uses it.'
          }
        >
          <Select name="overlapHours" options={overlaps} />
        </Field>
        <FormMessage>{error}</FormMessage>
        <DialogFooter className="">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            Rotate secret
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
