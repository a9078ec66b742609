import { formatCount, formatNoun } from '@/lib/format/counts'
import {
  type DeliveryCounts,
  deliveriesCounted,
  type Webhook,
  type WebhookDelivery,
} from '@/lib/webhooks/schema'

/** What people call a webhook by: where it leads, "shop.example.com". */
export function hostOf({ url }: Pick<Webhook, 'url'>): string {
  return new URL(url).host
}

/** "12 deliveries", "more than 10,000 deliveries". */
export function deliveriesInWords({ all }: DeliveryCounts): string {
  if (all > deliveriesCounted) return `more than ${formatCount(deliveriesCounted)} deliveries`
  return formatNoun(all, 'delivery', 'deliveries')
}

/** What is lost with a webhook. */
export function lossInWords(counts: DeliveryCounts): string {
  if (counts.all === 0) return 'Nothing was ever sent there.'
  const log = `Its log of ${deliveriesInWords(counts)} goes with it.`
  return counts.pending === 0 ? log : `${log} ${pendingInWords(counts)}`
}

/** What becomes of deliveries that wait once their webhook is switched off or deleted. */
export function pendingInWords({ pending }: DeliveryCounts): string {
  if (pending === 0) return 'No delivery waits.'
  return pending === 1
    ? '1 delivery still waits and is not sent.'
    : `${formatCount(pending)} deliveries still wait and are not sent.`
}

/** The body of a message, laid out to be read. */
export function bodyOf({ event, createdAt, data }: WebhookDelivery): string {
  return JSON.stringify({ type: event, timestamp: createdAt, data }, null, 2)
}

/** Until an attempt that is due is made and noted. */
const soonMs = 30_000

/** How often the log looks again: soon while an attempt is due, never once nothing more can come. */
export function paceOf(
  deliveries: readonly WebhookDelivery[],
  { active, now }: { active: boolean; now: number },
): 'running' | 'waiting' | 'still' {
  const due = deliveries.some(
    ({ nextAttemptAt }) => nextAttemptAt !== null && Date.parse(nextAttemptAt) <= now + soonMs,
  )
  if (due) return 'running'
  return active ? 'waiting' : 'still'
}
