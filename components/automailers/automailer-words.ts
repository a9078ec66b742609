import type { AutomailerStatus } from '@/lib/mailings/schema'
import type { Tone } from '../ui/badge'

export const statusWords: Record<AutomailerStatus, { label: string; tone: Tone }> = {
  waiting: { label: 'Waits for its mailing', tone: 'neutral' },
  planned: { label: 'Planned', tone: 'info' },
  sending: { label: 'Sending', tone: 'info' },
  sent: { label: 'Sent', tone: 'good' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}
