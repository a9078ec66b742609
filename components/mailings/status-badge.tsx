import type { MailingStatus } from '@/lib/mailings/schema'
import { Badge } from '../ui/badge'
import { statusWords } from './mailing-words'

export function MailingStatusBadge({ status }: { status: MailingStatus }) {
  const { label, tone } = statusWords[status]
  return <Badge tone={tone}>{label}</Badge>
}
