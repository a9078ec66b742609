import { DomainError } from '@/lib/platform/errors'
import { type MailingDetail, type ScheduleProblem, scheduleAheadMaxDays } from './schema'

const dayMs = 86_400_000

/** Why a list that a mailing uses cannot go, and what to do about it. */
export const holdReasons = {
  target: 'Target group of a scheduled mailing. Delete or unschedule the mailing first.',
  block: 'Chosen in a dynamic content block of a scheduled mailing. Delete or unschedule the mailing first.',
}

type Facts = {
  mailing: MailingDetail
  hasPermissions: boolean
  /** Whether this installation can send mail. */
  mailIsSetUp: boolean
  /** When it is to start. */
  at: Date | null
  now: Date
}

/** Everything that keeps a mailing from being scheduled, in the order of its steps. */
export function scheduleProblems({
  mailing,
  hasPermissions,
  mailIsSetUp,
  at,
  now,
}: Facts): ScheduleProblem[] {
  return [
    ...messageProblems(mailing),
    ...targetProblems(mailing, hasPermissions),
    ...settingsProblems(mailing),
    ...momentProblems(at, now),
    ...(mailIsSetUp ? [] : [noMail]),
  ]
}

const noMail: ScheduleProblem = {
  step: 'schedule',
  message: 'No mail can be sent yet: whoever runs this installation must set SMTP_URL and APP_URL.',
}

function messageProblems({ message }: MailingDetail): ScheduleProblem[] {
  if (!message) return [{ step: 'message', message: 'Choose a message.' }]
  if (message.status === 'final') return []
  return [
    { step: 'message', message: `The message “${message.name}” is not final. Finish it, or choose another.` },
  ]
}

function targetProblems(mailing: MailingDetail, hasPermissions: boolean): ScheduleProblem[] {
  const { target, targetGroup, permission, isService } = mailing
  const problems: ScheduleProblem[] = []
  const chosen = target.kind === 'not-opened' ? target.mailingId : target.listId
  if (chosen === null) problems.push({ step: 'target-group', message: 'Choose a target group.' })
  else if (targetGroup.name === null) {
    problems.push({ step: 'target-group', message: 'The target group was deleted. Choose another.' })
  }
  if (hasPermissions && !isService && permission === null) {
    problems.push({
      step: 'target-group',
      message: 'Choose the permission this mailing needs, or say that it is a service message.',
    })
  }
  return problems
}

function settingsProblems({ senderEmail, senderName, target, automailer }: MailingDetail): ScheduleProblem[] {
  const problems: ScheduleProblem[] = []
  if (senderName === '') problems.push({ step: 'settings', message: 'Give the name of the sender.' })
  if (senderEmail === '')
    problems.push({ step: 'settings', message: 'Give the e-mail address of the sender.' })
  if (automailer && target.kind === 'not-opened') {
    problems.push({
      step: 'settings',
      message: 'Turn the automailer off: nobody joins those who did not open an earlier mailing.',
    })
  }
  return problems
}

function momentProblems(at: Date | null, now: Date): ScheduleProblem[] {
  if (at === null) return []
  if (at <= now) return [{ step: 'schedule', message: 'This moment is over. Choose a later one.' }]
  if (at.getTime() - now.getTime() <= scheduleAheadMaxDays * dayMs) return []
  return [{ step: 'schedule', message: 'Choose a moment within a year from now.' }]
}

export function notScheduled(problems: readonly ScheduleProblem[]): DomainError {
  const all = problems.map(({ message }) => message).join(' ')
  return new DomainError('invalid', `Nothing was scheduled. ${all}`, {
    details: { problems },
    ...(problems[0] && { field: problems[0].step }),
  })
}

export function movedOn(): DomainError {
  return new DomainError(
    'conflict',
    'The mailing has moved on meanwhile. Nothing changed; load the page again.',
  )
}

export function savedMeanwhile(): DomainError {
  return new DomainError(
    'conflict',
    'Somebody else changed this mailing while you edited it. What you changed last was not saved; load the page again to see theirs.',
  )
}
