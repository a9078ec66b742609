'use client'

import { Ellipsis, Pencil, UserCheck, UserRoundX, UserX } from 'lucide-react'
import { useState } from 'react'
import type { ContactCard } from '@/lib/contacts/card/schema'
import type { Property } from '@/lib/contacts/schema'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import type { ContactActions } from './actions'
import { DeactivateDialog } from './deactivate-dialog'
import { EditContactDialog } from './edit-contact-dialog'
import { EraseDialog } from './erase-dialog'

type Props = { contact: ContactCard; properties: readonly Property[]; actions: ContactActions }

/** What an editor may do with a contact. */
export function ContactControls({ contact, properties, actions }: Props) {
  const [step, setStep] = useState<'edit' | 'deactivate' | 'erase'>()
  const toast = useToast()
  const { externalId, status } = contact
  const close = () => setStep(undefined)

  const activate = async () => {
    const result = await actions.activate({ externalId })
    toast(result.ok ? { title: 'Contact is active now' } : { title: result.error, tone: 'danger' })
  }
  const items: MenuItem[] = [
    status === 'active'
      ? { label: 'Set inactive …', icon: <UserX aria-hidden />, onSelect: () => setStep('deactivate') }
      : { label: 'Set active', icon: <UserCheck aria-hidden />, onSelect: activate },
    { type: 'separator' },
    { label: 'Erase …', icon: <UserRoundX aria-hidden />, danger: true, onSelect: () => setStep('erase') },
  ]
  return (
    <>
      <Menu items={items}>
        <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden />} />
      </Menu>
      <Button variant="primary" icon={<Pencil aria-hidden />} onClick={() => setStep('edit')}>
        Edit contact
      </Button>
      {step === 'edit' && (
        <EditContactDialog contact={contact} properties={properties} edit={actions.edit} onClose={close} />
      )}
      {step === 'deactivate' && (
        <DeactivateDialog externalId={externalId} deactivate={actions.deactivate} onClose={close} />
      )}
      {step === 'erase' && <EraseDialog contact={contact} erase={actions.erase} onClose={close} />}
    </>
  )
}
