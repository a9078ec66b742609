'use client'

import { CalendarX2, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { formatExact } from '@/lib/format/dates'
import type { MailingDetail } from '@/lib/mailings/schema'
import { Button } from '../ui/button'
import { useClock } from '../ui/clock'
import { FormMessage } from '../ui/form-message'
import { Live } from '../ui/live'
import { Notice } from '../ui/notice'
import type { MailingActions } from './actions'
import { useMailingMenu } from './mailing-menu'
import { MailingSummary } from './summary'

type Props = {
  mailing: MailingDetail
  editable: boolean
  actions: MailingActions
  /** The funnel. */
  children: ReactNode
}

/** A mailing that waits for its moment, and the ways back. */
export function ScheduledNote({ mailing, editable, actions, children }: Props) {
  const { now, timeZone } = useClock()
  const router = useRouter()
  const menu = useMailingMenu(actions, () => router.push('/mailings' as Route))
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const unschedule = () =>
    startTransition(async () => {
      const result = await actions.unschedule({ mailingId: mailing.id })
      setError(result.ok ? undefined : result.error)
    })
  const moment = new Date(mailing.scheduledAt ?? now)
  const isDue = moment.getTime() <= now
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <Live pace={isDue ? 'running' : 'waiting'} />
      {mailing.problem === null ? (
        <Notice>
          {isDue ? 'Sending is about to start.' : `Sending starts on ${formatExact(moment, timeZone)}.`}
        </Notice>
      ) : (
        <Notice tone="warning">
          Sending could not start yet: {mailing.problem}
          {mailing.retryAt !== null &&
            ` It is tried again on ${formatExact(new Date(mailing.retryAt), timeZone)}.`}
        </Notice>
      )}
      <MailingSummary mailing={mailing}>{children}</MailingSummary>
      {editable && (
        <div className="flex flex-col gap-3">
          <FormMessage>{error}</FormMessage>
          <div className="flex flex-wrap justify-end gap-2">
            <Button icon={<Trash2 aria-hidden />} onClick={() => menu.askToDelete(mailing)}>
              Delete mailing …
            </Button>
            <Button icon={<CalendarX2 aria-hidden />} pending={pending} onClick={unschedule}>
              Unschedule
            </Button>
          </div>
        </div>
      )}
      {menu.dialog}
    </div>
  )
}
