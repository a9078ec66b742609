import type { Import } from '@/lib/imports/schema'
import { Badge } from '../ui/badge'
import { statusWords } from './import-words'

export function ImportStatusBadge({ status }: Pick<Import, 'status'>) {
  const { label, tone } = statusWords[status]
  return <Badge tone={tone}>{label}</Badge>
}
