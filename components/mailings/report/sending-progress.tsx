'use client'

import { Ban, Pause, Play } from 'lucide-react'
import { useState, useTransition } from 'react'
import { formatCount, formatNoun } from '@/lib/format/counts'
import { formatExact } from '@/lib/format/dates'
import type { Figures } from '@/lib/mailings/report/schema'
import type { MailingDetail } from '@/lib/mailings/schema'
import { Button } from '../../ui/button'
import { useClock } from '../../ui/clock'
import { FormMessage } from '../../ui/form-message'
import { Live } from '../../ui/live'
import { Notice } from '../../ui/notice'
import { ProgressBar } from '../../ui/progress-bar'
import type { MailingActions } from '../actions'
import { CancelDialog } from '../cancel-dialog'

type Props = {
  mailing: MailingDetail
  figures: Figures
  /** Absent for whoever may not. */
  actions: Pick<MailingActions, 'pause' | 'resume' | 'cancel'> | undefined
}

/** How far sending is, and the ways to hold it up. */
export function SendingProgress({ mailing, figures, actions }: Props) {
  const { timeZone } = useClock()
  const { recipients, waiting } = figures
  const done = recipients - waiting
  const isPaused = mailing.status === 'paused'
  return (
    <section aria-label="Sending" className="flex max-w-3xl flex-col gap-4">
      <Live pace={isPaused ? 'waiting' : 'running'} />
      <ProgressBar
        label={isPaused ? 'Paused' : 'Sending'}
        value={recipients === 0 ? 1 : done / recipients}
        detail={`${formatCount(done)} of ${formatNoun(recipients, 'recipient')}`}
      />
      {isPaused && (
        <Notice>
          {formatNoun(waiting, 'recipient waits', 'recipients wait')}. Nothing goes out until it is resumed.
        </Notice>
      )}
      {mailing.problem !== null && (
        <Notice tone="warning">
          Sending waits: {mailing.problem}
          {mailing.retryAt !== null &&
            ` It is tried again on ${formatExact(new Date(mailing.retryAt), timeZone)}. Nothing has to be done here.`}
        </Notice>
      )}
      {actions && <Controls mailing={mailing} waiting={waiting} actions={actions} />}
    </section>
  )
}

type ControlProps = { mailing: MailingDetail; waiting: number; actions: NonNullable<Props['actions']> }

function Controls({ mailing, waiting, actions }: ControlProps) {
  const [error, setError] = useState<string>()
  const [asked, setAsked] = useState(false)
  const [pending, startTransition] = useTransition()
  const mailingId = mailing.id
  const run = (verb: MailingActions['pause']) =>
    startTransition(async () => {
      const result = await verb({ mailingId })
      setError(result.ok ? undefined : result.error)
    })
  return (
    <>
      <FormMessage>{error}</FormMessage>
      <div className="flex flex-wrap gap-2">
        {mailing.status === 'sending' ? (
          <Button icon={<Pause aria-hidden />} pending={pending} onClick={() => run(actions.pause)}>
            Pause
          </Button>
        ) : (
          <Button
            variant="primary"
            icon={<Play aria-hidden />}
            pending={pending}
            onClick={() => run(actions.resume)}
          >
            Resume
          </Button>
        )}
        <Button icon={<Ban aria-hidden />} onClick={() => setAsked(true)}>
          Cancel mailing …
        </Button>
      </div>
      {asked && (
        <CancelDialog
          mailing={mailing}
          waiting={waiting}
          onClose={() => setAsked(false)}
          cancel={actions.cancel}
        />
      )}
    </>
  )
}
