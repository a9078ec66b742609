'use client'

import { reasonMax } from '@/lib/contacts/card/schema'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import { useToast } from '../ui/toast'
import type { ContactActions } from './actions'

type Props = { externalId: string; deactivate: ContactActions['deactivate']; onClose: () => void }

export function DeactivateDialog({ externalId, deactivate, onClose }: Props) {
  const toast = useToast()
  const save = async (form: FormData) => {
    const result = await deactivate({ externalId, reason: String(form.get('reason') ?? '') })
    if (!result.ok) return result
    toast({ title: 'Contact is inactive now', tone: 'good' })
    onClose()
    return undefined
  }
  return (
    <FormDialog
      title="Set inactive"
      description="Nobody inactive is mailed, whatever they granted. The contact stays in its lists."
      size="small"
      submitLabel="Set inactive"
      onSubmit={save}
      onClose={onClose}
    >
      {(errorOf) => (
        <Field label="Reason" required help="Shown on the card and to systems." error={errorOf('reason')}>
          <Input name="reason" autoComplete="off" maxLength={reasonMax} />
        </Field>
      )}
    </FormDialog>
  )
}
