import { type DeliveryCounts, eventNotes, type Webhook } from '@/lib/webhooks/schema'
import { Fact, Facts, IdFact } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'
import { deliveriesInWords } from './webhook-words'

type Props = { webhook: Webhook; counts: DeliveryCounts }

/** What a webhook is, at the left of what was sent to it. */
export function WebhookProperties({ webhook, counts }: Props) {
  const { url, events, previousSecretUntil, createdAt } = webhook
  return (
    <section aria-label="Properties" className="shrink-0 overflow-y-auto text-sm lg:w-64">
      <Facts columns="lg:grid-cols-1">
        <IdFact wide label="Address" id={url} />
        <Fact label="In the log, for 30 days">{deliveriesInWords(counts)}</Fact>
        <Fact label="Events" wide>
          <ul className="flex flex-col gap-1.5">
            {events.map((event) => (
              <li key={event}>
                <code className="font-mono text-xs">{event}</code>
                <span className="block text-muted text-xs">{eventNotes[event]}</span>
              </li>
            ))}
          </ul>
        </Fact>
        {previousSecretUntil !== null && (
          <Fact label="Old secret signs too, until">
            <RelativeTime at={previousSecretUntil} />
          </Fact>
        )}
        <Fact label="Created">
          <RelativeTime at={createdAt} />
        </Fact>
      </Facts>
    </section>
  )
}
