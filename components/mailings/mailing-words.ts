import { formatNoun } from '@/lib/format/counts'
import type { MailingRow, MailingStatus } from '@/lib/mailings/schema'
import type { Tone } from '../ui/badge'

export const statusWords: Record<MailingStatus, { label: string; tone: Tone }> = {
  draft: { label: 'Draft', tone: 'neutral' },
  scheduled: { label: 'Scheduled', tone: 'info' },
  sending: { label: 'Sending', tone: 'info' },
  paused: { label: 'Paused', tone: 'warning' },
  sent: { label: 'Sent', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}

/** What can be done with it: be changed, wait, or be looked at. */
export function stageOf({ status }: Pick<MailingRow, 'status'>): 'draft' | 'scheduled' | 'begun' {
  return status === 'draft' || status === 'scheduled' ? status : 'begun'
}

export function isUnderWay({ status }: Pick<MailingRow, 'status'>): boolean {
  return status === 'sending' || status === 'paused'
}

/** "2 days", "36 hours". */
export function formatPeriod(hours: number): string {
  return hours % 24 === 0 ? formatNoun(hours / 24, 'day') : formatNoun(hours, 'hour')
}
