import type { Webhook, WebhookDelivery } from '@/lib/webhooks/schema'
import { Badge, type Tone } from '../ui/badge'
import { RelativeTime } from '../ui/relative-time'

/** Whether events are sent and arrive, and why not. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { active, failingSince, switchedOffReason, switchedOffAt } = webhook
  if (active && failingSince === null) return <Badge tone="good">Active</Badge>
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {active ? (
        <Badge tone="warning">Failing</Badge>
      ) : (
        <Badge tone={switchedOffReason === null ? 'neutral' : 'danger'}>Switched off</Badge>
      )}
      <span className="font-normal text-muted text-xs max-sm:hidden">
        {active ? (
          <>
            first failed <RelativeTime at={failingSince} />
          </>
        ) : (
          switchedOffReason !== null && (
            <>
              {reasons[switchedOffReason]}, <RelativeTime at={switchedOffAt} />
            </>
          )
        )}
      </span>
    </span>
  )
}

const reasons: Record<NonNullable<Webhook['switchedOffReason']>, string> = {
  gone: 'its server answered 410',
  failing: 'nothing arrived for five days',
}

const statuses: Record<WebhookDelivery['status'], { tone: Tone; label: string }> = {
  pending: { tone: 'info', label: 'Pending' },
  delivered: { tone: 'good', label: 'Delivered' },
  failed: { tone: 'danger', label: 'Failed' },
}

export function DeliveryStatusBadge({ status }: { status: WebhookDelivery['status'] }) {
  const { tone, label } = statuses[status]
  return <Badge tone={tone}>{label}</Badge>
}
