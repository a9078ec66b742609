import type { AutomailerStatus } from '@/lib/mailings/schema'
import { Badge } from '../ui/badge'
import { statusWords } from './automailer-words'

export function AutomailerStatusBadge({ status }: { status: AutomailerStatus }) {
  const { label, tone } = statusWords[status]
  return <Badge tone={tone}>{label}</Badge>
}
