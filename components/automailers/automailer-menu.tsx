'use client'

import { Clock, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Automailer } from '@/lib/mailings/automailers/schema'
import { NameDialog } from '../lists/name-dialog'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import type { AutomailerActions } from './actions'
import { PeriodDialog } from './period-dialog'

type Asked = { do: 'rename' | 'edit' | 'delete'; automailer: Automailer }

/** What can be done with an automailer, by its status, and the dialogs that it takes. */
export function useAutomailerMenu(actions: AutomailerActions, onDeleted: () => void) {
  const [asked, setAsked] = useState<Asked>()
  const items = (automailer: Automailer): MenuItem[] => {
    const ask = (what: Asked['do']) => () => setAsked({ do: what, automailer })
    const { status } = automailer
    const waits = status === 'waiting' || status === 'planned'
    return [
      ...(waits ? [{ label: 'Edit …', icon: <Clock aria-hidden />, onSelect: ask('edit') }] : []),
      { label: 'Rename …', icon: <Pencil aria-hidden />, onSelect: ask('rename') },
      ...(waits || status === 'cancelled'
        ? [
            { type: 'separator' } as const,
            { label: 'Delete …', icon: <Trash2 aria-hidden />, danger: true, onSelect: ask('delete') },
          ]
        : []),
    ]
  }
  const dialog = asked && (
    <Dialogs asked={asked} actions={actions} onClose={() => setAsked(undefined)} onDeleted={onDeleted} />
  )
  return { items, dialog }
}

type DialogProps = { asked: Asked; actions: AutomailerActions; onClose: () => void; onDeleted: () => void }

function Dialogs({ asked: { do: what, automailer }, actions, onClose, onDeleted }: DialogProps) {
  const toast = useToast()
  const { id: automailerId, name, mailing } = automailer
  switch (what) {
    case 'edit':
      return <PeriodDialog automailer={automailer} edit={actions.edit} onClose={onClose} />
    case 'rename':
      return (
        <NameDialog
          title={`Rename “${name}”`}
          submitLabel="Rename automailer"
          name={name}
          onSave={(wanted) => actions.rename({ automailerId, name: wanted })}
          onClose={onClose}
        />
      )
    case 'delete':
      return (
        <ConfirmDialog
          open
          onOpenChange={onClose}
          title={`Delete “${name}”?`}
          confirmLabel="Delete automailer"
          onConfirm={async () => {
            const result = await actions.remove({ automailerId })
            if (!result.ok) return result.error
            toast({ title: `Deleted “${name}”` })
            onDeleted()
            return undefined
          }}
        >
          <p>
            Those who join the target group of “{mailing.name}” will not get it. The mailing itself stays as
            it is.
          </p>
        </ConfirmDialog>
      )
  }
}
