import type { Webhook } from '@/lib/webhooks/schema'
import { Notice } from '../ui/notice'

/** What a webhook that does not work means for whoever waits for its events, and what to do. */
export function WebhookNotes({ webhook }: { webhook: Webhook }) {
  const { active, failingSince, switchedOffReason } = webhook
  if (active && failingSince === null) return null
  if (active) {
    return (
      <Notice tone="warning">
        <Strong>Nothing arrives.</Strong> No delivery has succeeded since it began to fail. Each is tried
        again for three days; after five days without a success the webhook is switched off.
      </Notice>
    )
  }
  return (
    <Notice tone={switchedOffReason === null ? 'neutral' : 'danger'}>
      <Strong>Switched off.</Strong> {switchedOffReason !== null && reasons[switchedOffReason]} Events that
      happen meanwhile are not kept for it. Once it is switched on, what failed can be sent again from the
      log.
    </Notice>
  )
}

const reasons: Record<NonNullable<Webhook['switchedOffReason']>, string> = {
  gone: 'Its server answered 410: nobody wants these events there any more.',
  failing: 'No delivery had succeeded for five days.',
}

function Strong({ children }: { children: string }) {
  return <span className="font-medium">{children}</span>
}
