'use client'

import { Clock } from 'lucide-react'
import { useState } from 'react'
import type { Automailer } from '@/lib/mailings/automailers/schema'
import type { MenuItem } from '../ui/menu-item'
import { useNamedSteps } from '../ui/named-steps'
import type { AutomailerActions } from './actions'
import { PeriodDialog } from './period-dialog'

/** What can be done with an automailer, by its status, and the dialogs that it takes. */
export function useAutomailerMenu(actions: AutomailerActions, onDeleted: () => void) {
  const [edited, setEdited] = useState<Automailer>()
  const steps = useNamedSteps<Automailer>({
    noun: 'automailer',
    rename: ({ id: automailerId }, name) => actions.rename({ automailerId, name }),
    remove: ({ id: automailerId }) => actions.remove({ automailerId }),
    loss: ({ mailing }) =>
      `Those who join the target group of “${mailing.name}” will not get it. The mailing itself stays as it is.`,
    onDeleted,
  })
  const items = (automailer: Automailer): MenuItem[] => {
    const { status } = automailer
    const waits = status === 'waiting' || status === 'planned'
    const edit = { label: 'Edit …', icon: <Clock aria-hidden />, onSelect: () => setEdited(automailer) }
    return [
      ...(waits ? [edit] : []),
      steps.items.rename(automailer),
      ...(waits || status === 'cancelled'
        ? [{ type: 'separator' } as const, steps.items.delete(automailer)]
        : []),
    ]
  }
  const close = () => setEdited(undefined)
  const dialog = edited ? (
    <PeriodDialog automailer={edited} edit={actions.edit} onClose={close} />
  ) : (
    steps.dialog
  )
  return { items, dialog }
}
