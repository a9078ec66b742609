'use client'

import type { CardPermission } from '@/lib/contacts/card/schema'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Textarea } from '../ui/textarea'
import { useToast } from '../ui/toast'
import type { ContactActions } from './actions'

type Props = {
  externalId: string
  permission: CardPermission
  granted: boolean
  actions: Pick<ContactActions, 'grant' | 'withdraw'>
  onClose: () => void
}

/** Grants what is not granted, with how the contact agreed; or withdraws it, with a reason if there is one. */
export function ConsentDialog({ externalId, permission, granted, actions, onClose }: Props) {
  const toast = useToast()
  const { bit, name } = permission
  const save = async (form: FormData) => {
    const words = String(form.get('words') ?? '')
    const result = await (granted
      ? actions.withdraw({ externalId, bit, reason: words })
      : actions.grant({ externalId, bit, proof: words }))
    if (!result.ok) return result
    toast({ title: `${name} ${granted ? 'withdrawn' : 'granted'}`, tone: 'good' })
    onClose()
    return undefined
  }
  const verb = granted ? 'Withdraw' : 'Grant'
  return (
    <FormDialog
      title={`${verb} ${name}`}
      description={
        granted
          ? 'The contact gets no mailings of this kind any more, until it is granted again.'
          : 'Only when the contact agreed. What you write is kept as the proof of it.'
      }
      size="small"
      submitLabel={`${verb} permission`}
      onSubmit={save}
      onClose={onClose}
    >
      {(errorOf) =>
        granted ? (
          <Field label="Reason" optional error={errorOf('reason')}>
            <Textarea name="words" rows={3} />
          </Field>
        ) : (
          <Field
            label="How they agreed"
            required
            help="When, where and in which words, such as: signed the form at the fair of 3 March."
            error={errorOf('proof')}
          >
            <Textarea name="words" rows={3} />
          </Field>
        )
      }
    </FormDialog>
  )
}
