import { formatCount } from '@/lib/format/counts'
import { formatDuration } from '@/lib/format/durations'
import type { WebhookDelivery } from '@/lib/webhooks/schema'
import { CodeBlock } from '../ui/code-block'
import { Fact, Facts, IdFact } from '../ui/facts'
import { Notice } from '../ui/notice'
import { RelativeTime } from '../ui/relative-time'
import { DeliveryStatusBadge } from './webhook-state'
import { bodyOf } from './webhook-words'

/** All that is known of a delivery, and what it holds. */
export function DeliveryView({ delivery }: { delivery: WebhookDelivery }) {
  const { status, error, httpStatus, attempts, durationMs, messageId } = delivery
  return (
    <div className="flex flex-col gap-5">
      {error !== null && status !== 'delivered' && (
        <Notice tone={status === 'failed' ? 'danger' : 'warning'}>{error}</Notice>
      )}
      <Facts columns="sm:grid-cols-4">
        <Fact label="Status">
          <span role="status">
            <DeliveryStatusBadge status={status} />
          </span>
        </Fact>
        <Fact label="HTTP status">
          {httpStatus ?? <None>{attempts === 0 ? 'Not sent yet' : 'No answer'}</None>}
        </Fact>
        <Fact label="Attempts">{formatCount(attempts)}</Fact>
        <Fact label="Took">{durationMs === null ? <None>–</None> : formatDuration(durationMs)}</Fact>
        <Fact label="Happened">
          <RelativeTime at={delivery.createdAt} />
        </Fact>
        <Fact label="Last attempt">
          <RelativeTime at={delivery.attemptedAt} never="Not yet" />
        </Fact>
        <Fact label="Delivered">
          <RelativeTime at={delivery.deliveredAt} never="No" />
        </Fact>
        <Fact label="Next attempt">
          <RelativeTime at={delivery.nextAttemptAt} never="None" />
        </Fact>
      </Facts>
      <Facts columns="grid-cols-1">
        <IdFact label="webhook-id" id={messageId} />
      </Facts>
      <CodeBlock label="JSON body" code={bodyOf(delivery)} />
    </div>
  )
}

function None({ children }: { children: string }) {
  return <span className="text-muted">{children}</span>
}
