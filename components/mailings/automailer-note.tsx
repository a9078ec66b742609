'use client'

import type { Route } from 'next'
import { formatExact } from '@/lib/format/dates'
import type { MailingAutomailer } from '@/lib/mailings/schema'
import { ButtonLink } from '../ui/button'
import { useClock } from '../ui/clock'
import { Notice } from '../ui/notice'
import { formatPeriod } from './mailing-words'

/** What the automailer of a mailing will do, or did. */
export function AutomailerNote({
  automailer,
  problem,
}: {
  automailer: MailingAutomailer
  problem: string | null
}) {
  const { timeZone } = useClock()
  const at = automailer.plannedAt === null ? '' : formatExact(new Date(automailer.plannedAt), timeZone)
  const words: Record<MailingAutomailer['status'], string> = {
    waiting: `Its automailer goes ${formatPeriod(automailer.periodHours)} after it has started.`,
    planned: `Its automailer goes on ${at}, to those who have joined the target group by then.`,
    sending: `Its automailer is being sent${problem === null ? '.' : `, and waits: ${problem}`}`,
    sent: 'Its automailer has been sent; the figures include it.',
    cancelled: 'Its automailer was cancelled and does not go.',
  }
  return (
    <Notice
      action={
        <ButtonLink size="small" href={`/automailers/${automailer.id}` as Route}>
          See automailer
        </ButtonLink>
      }
    >
      {words[automailer.status]}
    </Notice>
  )
}
