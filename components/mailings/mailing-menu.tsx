'use client'

import { Ban, CalendarX2, Pause, Play } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { MailingRow } from '@/lib/mailings/schema'
import type { MenuItem } from '../ui/menu-item'
import { useNamedSteps } from '../ui/named-steps'
import { useToast } from '../ui/toast'
import type { MailingActions } from './actions'
import { CancelDialog } from './cancel-dialog'

type Mailing = Pick<MailingRow, 'id' | 'name' | 'status' | 'recipients'>

/** What can be done with a mailing, by its status, and the dialogs that it takes. */
export function useMailingMenu(actions: MailingActions, onDeleted: () => void) {
  const [cancelling, setCancelling] = useState<Mailing>()
  const toast = useToast()
  const router = useRouter()
  const copy = async ({ id: mailingId }: Mailing, name: string) => {
    const result = await actions.copy({ mailingId, name })
    if (result.ok) router.push(`/mailings/${result.value.id}/message` as Route)
    return result
  }
  const steps = useNamedSteps<Mailing>({
    noun: 'mailing',
    rename: ({ id: mailingId }, name) => actions.rename({ mailingId, name }),
    remove: ({ id: mailingId }) => actions.remove({ mailingId }),
    loss: ({ status }) =>
      `${status === 'scheduled' ? 'It will not be sent. ' : ''}Its message and its target group stay. The mailing cannot be brought back.`,
    onDeleted,
  })
  const at = async (mailing: Mailing, verb: MailingActions['pause'], said: string) => {
    const result = await verb({ mailingId: mailing.id })
    toast(result.ok ? { title: `${said} “${mailing.name}”` } : { title: result.error, tone: 'danger' })
  }
  const items = (mailing: Mailing): MenuItem[] => {
    const { status } = mailing
    const run = (verb: MailingActions['pause'], said: string) => () => void at(mailing, verb, said)
    const pause = { label: 'Pause', icon: <Pause aria-hidden />, onSelect: run(actions.pause, 'Paused') }
    const resume = { label: 'Resume', icon: <Play aria-hidden />, onSelect: run(actions.resume, 'Resumed') }
    const cancel = {
      label: 'Cancel …',
      icon: <Ban aria-hidden />,
      danger: true,
      onSelect: () => setCancelling(mailing),
    }
    const unschedule = {
      label: 'Unschedule',
      icon: <CalendarX2 aria-hidden />,
      onSelect: run(actions.unschedule, 'Unscheduled'),
    }
    const separator = { type: 'separator' } as const
    return [
      steps.items.rename(mailing),
      steps.items.copy(mailing, copy),
      ...(status === 'scheduled' ? [unschedule] : []),
      ...(status === 'sending' ? [pause] : []),
      ...(status === 'paused' ? [resume] : []),
      ...(status === 'sending' || status === 'paused' ? [separator, cancel] : []),
      ...(status === 'draft' || status === 'scheduled' ? [separator, steps.items.delete(mailing)] : []),
    ]
  }
  const close = () => setCancelling(undefined)
  const dialog = cancelling ? (
    <CancelDialog mailing={cancelling} onClose={close} cancel={actions.cancel} />
  ) : (
    steps.dialog
  )
  return { items, dialog, askToDelete: steps.askToDelete }
}
