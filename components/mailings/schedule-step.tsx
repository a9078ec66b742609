'use client'

import { CalendarClock, Send } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { formatExact } from '@/lib/format/dates'
import { momentAt, wallTime } from '@/lib/format/wall-time'
import type { MailingDetail, ScheduleProblem } from '@/lib/mailings/schema'
import type { ActionResult } from '@/lib/session/form-state'
import { Button, ButtonLink } from '../ui/button'
import { useClock } from '../ui/clock'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Radio } from '../ui/radio'
import { MailingSummary } from './summary'

type Schedule = (input: {
  mailingId: string
  revision: number
  at: string | null
}) => Promise<ActionResult<void>>

type Props = {
  mailing: MailingDetail
  problems: readonly ScheduleProblem[]
  /** Absent for whoever may not. */
  schedule: Schedule | undefined
  /** The funnel. */
  children: ReactNode
}

/** The last step: what is sent to whom, and when. */
export function ScheduleStep({ mailing, problems, schedule, children }: Props) {
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      {problems.length > 0 && <Problems mailingId={mailing.id} problems={problems} />}
      <MailingSummary mailing={mailing}>{children}</MailingSummary>
      {schedule && <Moment mailing={mailing} ready={problems.length === 0} schedule={schedule} />}
    </div>
  )
}

function Problems({ mailingId, problems }: { mailingId: string; problems: readonly ScheduleProblem[] }) {
  return (
    <section aria-labelledby="problems" className="rounded-md bg-warning-soft px-4 py-3 text-sm text-warning">
      <h2 id="problems" className="font-medium">
        Before it can be scheduled
      </h2>
      <ul className="mt-1 flex list-disc flex-col gap-1 pl-5">
        {problems.map(({ step, message }) => (
          <li key={message}>
            <Link href={`/mailings/${mailingId}/${step}` as Route} className="underline">
              {message}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

type MomentProps = { mailing: MailingDetail; ready: boolean; schedule: Schedule }

function Moment({ mailing, ready, schedule }: MomentProps) {
  const { now, timeZone } = useClock()
  const [isNow, setNow] = useState(true)
  const [wall, setWall] = useState(() => wallTime(new Date(now + 3_600_000), timeZone))
  const [error, setError] = useState<string>()
  const [asked, setAsked] = useState(false)
  const moment = isNow || wall === '' ? null : momentAt(wall, timeZone)
  const ask = () => {
    const problem = isNow ? undefined : problemOf(moment, now)
    setError(problem)
    setAsked(problem === undefined)
  }
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-sm">When</legend>
      <Radio name="when" label="Now" checked={isNow} onChange={() => setNow(true)} />
      <Radio name="when" label="At a moment" checked={!isNow} onChange={() => setNow(false)} />
      {!isNow && (
        <Field
          label="Date and time"
          className="ml-6 max-w-xs"
          help={`In the time zone of the account, ${timeZone.replaceAll('_', ' ')}.`}
          error={error}
        >
          <Input
            type="datetime-local"
            value={wall}
            min={wallTime(new Date(now), timeZone)}
            onChange={(event) => setWall(event.target.value)}
          />
        </Field>
      )}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <ButtonLink href={`/mailings/${mailing.id}/test` as Route}>Back</ButtonLink>
        <Button
          variant="primary"
          disabled={!ready}
          icon={isNow ? <Send aria-hidden /> : <CalendarClock aria-hidden />}
          onClick={ask}
        >
          {isNow ? 'Send now …' : 'Schedule mailing …'}
        </Button>
      </div>
      <Question
        open={asked}
        onOpenChange={setAsked}
        mailing={mailing}
        at={moment ? formatExact(moment, timeZone) : undefined}
        onConfirm={() =>
          schedule({ mailingId: mailing.id, revision: mailing.revision, at: moment?.toISOString() ?? null })
        }
      />
    </fieldset>
  )
}

function problemOf(moment: Date | null, now: number): string | undefined {
  if (moment === null) return 'Choose a date and a time.'
  return moment.getTime() > now ? undefined : 'This moment is over. Choose a later one.'
}

type QuestionProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  mailing: MailingDetail
  at: string | undefined
  onConfirm: () => Promise<ActionResult<void>>
}

function Question({ open, onOpenChange, mailing, at, onConfirm }: QuestionProps) {
  const { name, targetGroup } = mailing
  const confirm = async () => {
    const result = await onConfirm()
    return result.ok ? undefined : result.error
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      tone="primary"
      title={at === undefined ? `Send “${name}” now?` : `Schedule “${name}”?`}
      confirmLabel={at === undefined ? 'Send mailing' : 'Schedule mailing'}
      onConfirm={confirm}
    >
      <p>
        It goes to <bdi className="font-medium text-ink">{targetGroup.name}</bdi>
        {at === undefined ? ' now' : ` on ${at}`}, to those who are in it when sending starts.
        {at !== undefined && ' Until then it can be unscheduled.'}
      </p>
    </ConfirmDialog>
  )
}
