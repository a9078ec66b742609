import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { stageOf } from '@/components/mailings/mailing-words'
import { ScheduleStep } from '@/components/mailings/schedule-step'
import { ScheduledNote } from '@/components/mailings/scheduled-note'
import { listScheduleProblems } from '@/lib/mailings/queries'
import { scheduleMailingAction } from '../../../actions'
import { mailingActions } from '../../../menu'
import { requireMailing } from '../../mailing'
import { TargetFunnel } from '../../target-funnel'

export default async function SchedulePage({ params }: PageProps<'/mailings/[mailingId]/schedule'>) {
  const { ctx, mailing, editable } = await requireMailing((await params).mailingId)
  const stage = stageOf(mailing)
  if (stage === 'begun') redirect(`/mailings/${mailing.id}/report` as Route)
  const funnel = <TargetFunnel ctx={ctx} mailing={mailing} />
  if (stage === 'scheduled') {
    return (
      <ScheduledNote mailing={mailing} editable={editable} actions={mailingActions}>
        {funnel}
      </ScheduledNote>
    )
  }
  return (
    <ScheduleStep
      mailing={mailing}
      problems={await listScheduleProblems(ctx, mailing)}
      schedule={editable ? scheduleMailingAction : undefined}
    >
      {funnel}
    </ScheduleStep>
  )
}
