import type { Route } from 'next'
import { type MailingRow, type MailingStep, mailingSteps } from '@/lib/mailings/schema'
import { StepNav } from '../ui/step-nav'
import { stageOf } from './mailing-words'

const labels: Record<MailingStep, string> = {
  message: 'Message',
  'target-group': 'Target group',
  settings: 'Settings',
  test: 'Test',
  schedule: 'Schedule',
}

/** The plan of a mailing. Of a draft every step can be gone to; what is scheduled is changed by unscheduling it. */
export function MailingSteps({ mailing }: { mailing: MailingRow }) {
  const isOpen = stageOf(mailing) === 'draft'
  return (
    <StepNav
      steps={mailingSteps.map((path) => ({
        path,
        label: labels[path],
        href: isOpen ? (`/mailings/${mailing.id}/${path}` as Route) : undefined,
      }))}
    />
  )
}
