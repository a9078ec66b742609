'use client'

import { Ban, CalendarX2, Copy, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { MailingRow } from '@/lib/mailings/schema'
import type { ActionResult } from '@/lib/session/form-state'
import { NameDialog } from '../lists/name-dialog'
import { ConfirmDialog } from '../ui/confirm-dialog'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import type { MailingActions } from './actions'
import { CancelDialog } from './cancel-dialog'

type Mailing = Pick<MailingRow, 'id' | 'name' | 'status' | 'recipients'>
type Asked = { do: 'rename' | 'copy' | 'delete' | 'cancel'; mailing: Mailing }

/** What can be done with a mailing, by its status, and the dialogs that it takes. */
export function useMailingMenu(actions: MailingActions, onDeleted: () => void) {
  const [asked, setAsked] = useState<Asked>()
  const toast = useToast()
  const at = async (mailing: Mailing, verb: MailingActions['pause'], said: string) => {
    const result = await verb({ mailingId: mailing.id })
    toast(result.ok ? { title: `${said} “${mailing.name}”` } : { title: result.error, tone: 'danger' })
  }
  const items = (mailing: Mailing): MenuItem[] => {
    const { status } = mailing
    const ask = (what: Asked['do']) => () => setAsked({ do: what, mailing })
    const run = (verb: MailingActions['pause'], said: string) => () => void at(mailing, verb, said)
    const pause = { label: 'Pause', icon: <Pause aria-hidden />, onSelect: run(actions.pause, 'Paused') }
    const resume = { label: 'Resume', icon: <Play aria-hidden />, onSelect: run(actions.resume, 'Resumed') }
    const cancel = { label: 'Cancel …', icon: <Ban aria-hidden />, danger: true, onSelect: ask('cancel') }
    const unschedule = {
      label: 'Unschedule',
      icon: <CalendarX2 aria-hidden />,
      onSelect: run(actions.unschedule, 'Unscheduled'),
    }
    const remove = { label: 'Delete …', icon: <Trash2 aria-hidden />, danger: true, onSelect: ask('delete') }
    const separator = { type: 'separator' } as const
    return [
      { label: 'Rename …', icon: <Pencil aria-hidden />, onSelect: ask('rename') },
      { label: 'Copy …', icon: <Copy aria-hidden />, onSelect: ask('copy') },
      ...(status === 'scheduled' ? [unschedule] : []),
      ...(status === 'sending' ? [pause] : []),
      ...(status === 'paused' ? [resume] : []),
      ...(status === 'sending' || status === 'paused' ? [separator, cancel] : []),
      ...(status === 'draft' || status === 'scheduled' ? [separator, remove] : []),
    ]
  }
  const dialog = asked && (
    <Dialogs asked={asked} actions={actions} onClose={() => setAsked(undefined)} onDeleted={onDeleted} />
  )
  return { items, dialog, ask: (what: Asked['do'], mailing: Mailing) => setAsked({ do: what, mailing }) }
}

type DialogProps = { asked: Asked; actions: MailingActions; onClose: () => void; onDeleted: () => void }

function Dialogs({ asked, actions, onClose, onDeleted }: DialogProps) {
  const toast = useToast()
  const router = useRouter()
  const { id: mailingId, name } = asked.mailing
  const told = <T,>(result: ActionResult<T>, title: string) => {
    if (result.ok) toast({ title })
    return result
  }
  switch (asked.do) {
    case 'rename':
      return (
        <NameDialog
          title={`Rename “${name}”`}
          submitLabel="Rename mailing"
          name={name}
          onSave={async (wanted) =>
            told(await actions.rename({ mailingId, name: wanted }), `Renamed to “${wanted}”`)
          }
          onClose={onClose}
        />
      )
    case 'copy':
      return (
        <NameDialog
          title={`Copy “${name}”`}
          submitLabel="Copy mailing"
          name={`Copy of ${name}`}
          onSave={async (wanted) => {
            const result = await actions.copy({ mailingId, name: wanted })
            if (result.ok) router.push(`/mailings/${result.value.id}/message` as Route)
            return result
          }}
          onClose={onClose}
        />
      )
    case 'delete':
      return (
        <ConfirmDialog
          open
          onOpenChange={onClose}
          title={`Delete “${name}”?`}
          confirmLabel="Delete mailing"
          onConfirm={async () => {
            const result = told(await actions.remove({ mailingId }), `Deleted “${name}”`)
            if (!result.ok) return result.error
            onDeleted()
            return undefined
          }}
        >
          <p>
            {asked.mailing.status === 'scheduled' ? 'It will not be sent. ' : ''}
            Its message and its target group stay. The mailing cannot be brought back.
          </p>
        </ConfirmDialog>
      )
    case 'cancel':
      return <CancelDialog mailing={asked.mailing} onClose={onClose} cancel={actions.cancel} />
  }
}
