'use client'

import type { Route } from 'next'
import Link from 'next/link'
import type { WebhookEntry } from '@/lib/webhooks/schema'
import { cx } from '../ui/class-names'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { DeliveryStatusBadge, WebhookState } from './webhook-state'

/** Where there is no room for all, what tells a webhook and how it fares stays. */
const wide = 'hidden px-3 lg:table-cell'
const headings = [
  { label: 'Address', style: 'px-3' },
  { label: 'State', style: 'px-3' },
  { label: 'Events', style: wide },
  { label: 'Last delivery', style: 'hidden px-3 sm:table-cell' },
  { label: 'Created', style: wide },
]

/** All of them on one page: an account has fifty at most. */
export function WebhookTable({ webhooks }: { webhooks: readonly WebhookEntry[] }) {
  return (
    <section aria-label="Webhooks" className="-mx-3 relative overflow-x-auto border-line border-y">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="h-row text-left text-muted text-xs">
            {headings.map(({ label, style }) => (
              <th key={label} scope="col" className={cx(style, 'whitespace-nowrap font-medium')}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <Row key={webhook.id} webhook={webhook} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ webhook }: { webhook: WebhookEntry }) {
  const { id, url, events, lastDelivery, createdAt } = webhook
  return (
    <tr className="h-row border-line border-t align-middle transition-colors hover:bg-hover">
      <th scope="row" className="max-w-40 px-3 text-left font-medium sm:max-w-64 xl:max-w-96">
        <Link
          href={`/webhooks/${id}` as Route}
          // Shown in two parts, which would be read as two words.
          aria-label={url}
          className="flex w-fit max-w-full min-w-0 rounded-sm hover:underline focus-visible:outline-offset-1"
        >
          <Truncate text={url} at="middle" focusable={false} />
        </Link>
      </th>
      <td className="px-3 py-1.5">
        <WebhookState webhook={webhook} />
      </td>
      <td className={cx(wide, 'max-w-56')}>
        <Truncate text={events.join(', ')} />
      </td>
      <td className="hidden whitespace-nowrap px-3 sm:table-cell">
        {lastDelivery ? (
          <span className="inline-flex items-center gap-2">
            <DeliveryStatusBadge status={lastDelivery.status} />
            <RelativeTime at={lastDelivery.at} />
          </span>
        ) : (
          <span className="text-muted">Never</span>
        )}
      </td>
      <td className={cx(wide, 'whitespace-nowrap')}>
        <RelativeTime at={createdAt} />
      </td>
    </tr>
  )
}
