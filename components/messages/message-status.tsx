import type { MessageStatus } from '@/lib/messages/schema'
import { Badge, type Tone } from '../ui/badge'

export const statusNames: Record<MessageStatus, string> = {
  concept: 'Concept',
  proof: 'Proof',
  final: 'Final',
}

const tones: Record<MessageStatus, Tone> = { concept: 'neutral', proof: 'info', final: 'good' }

export function MessageStatusBadge({ status }: { status: MessageStatus }) {
  return <Badge tone={tones[status]}>{statusNames[status]}</Badge>
}
