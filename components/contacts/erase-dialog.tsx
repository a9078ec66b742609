'use client'

import { useRouter } from 'next/navigation'
import type { ContactCard } from '@/lib/contacts/card/schema'
import { formatNoun } from '@/lib/format/counts'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import { useToast } from '../ui/toast'
import type { ContactActions } from './actions'

type Props = { contact: ContactCard; erase: ContactActions['erase']; onClose: () => void }

/** Names what is lost, and has the id typed: nothing brings a person back. */
export function EraseDialog({ contact, erase, onClose }: Props) {
  const router = useRouter()
  const toast = useToast()
  const { externalId } = contact
  const save = async (form: FormData) => {
    if (form.get('confirmed') !== externalId)
      return { error: `Type ${externalId} exactly as it stands above.`, field: 'confirmed' }
    const result = await erase({ externalId })
    if (!result.ok) return result
    toast({ title: 'Contact erased', tone: 'good' })
    onClose()
    // The page says by itself that the contact is there no more.
    router.refresh()
    return undefined
  }
  return (
    <FormDialog
      title="Erase this contact?"
      description="For good: no import, no sync and no system brings this id or this address back."
      tone="danger"
      submitLabel="Erase contact"
      onSubmit={save}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <ul className="list-disc space-y-1 pl-5 text-muted text-sm">
            {lossesOf(contact).map((loss) => (
              <li key={loss} className="break-words">
                {loss}
              </li>
            ))}
          </ul>
          <Field label={`Type ${externalId} to confirm`} required error={errorOf('confirmed')}>
            <Input name="confirmed" autoComplete="off" spellCheck={false} />
          </Field>
        </>
      )}
    </FormDialog>
  )
}

function lossesOf({ email, properties, permissions, lists }: ContactCard): string[] {
  const values = Object.keys(properties).length
  const asked = permissions.filter(({ said }) => said.length > 0).length
  return [
    ...(email === null ? [] : [`The e-mail address ${email}`]),
    ...(values > 0 ? [`The values of ${formatNoun(values, 'property', 'properties')}`] : []),
    ...(asked > 0 ? [`What was said to ${formatNoun(asked, 'permission')}, with its proof and history`] : []),
    ...(lists.length > 0 ? [`Membership of ${formatNoun(lists.length, 'list')}: ${namesOf(lists)}`] : []),
    'The id, and every trace of it in the history of syncs and imports',
  ]
}

/** Names that are read; more are counted already. */
const namesMax = 5

function namesOf(lists: ContactCard['lists']): string {
  const names = lists.slice(0, namesMax).map(({ name }) => name)
  return `${names.join(', ')}${lists.length > namesMax ? ', …' : ''}`
}
