import type { Figure, Figures, Recipient } from '@/lib/mailings/report/schema'
import type { Tone } from '../../ui/badge'

export const figureWords: Record<Figure, string> = {
  recipients: 'Recipients',
  waiting: 'Waiting',
  sent: 'Sent',
  failed: 'Failed',
  unknown: 'Unknown',
  skipped: 'Skipped',
  delivered: 'Delivered',
  opened: 'Opened',
  clicked: 'Clicked',
  bounced: 'Bounced',
  unsubscribed: 'Unsubscribed',
  complained: 'Complaints',
  'not-opened': 'Not opened',
}

/** What a figure means, where its name leaves that open. */
export const figureNotes: Partial<Record<keyof Figures, string>> = {
  failed: 'Refused by the mail server for good',
  unknown: 'The mail server’s answer was lost. They may have it, so it is never repeated',
  skipped: 'Could not be mailed any more when their turn came',
  delivered: 'Sent, and not bounced as far as is known',
  bounced: 'Sent back after the mail server took it',
}

export const recipientWords: Record<Recipient['status'], { label: string; tone: Tone }> = {
  queued: { label: 'Waiting', tone: 'neutral' },
  sending: { label: 'Sending', tone: 'info' },
  sent: { label: 'Sent', tone: 'good' },
  failed: { label: 'Failed', tone: 'danger' },
  unknown: { label: 'Unknown', tone: 'warning' },
  skipped: { label: 'Skipped', tone: 'neutral' },
}
