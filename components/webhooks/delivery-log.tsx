'use client'

import { FileJson, RotateCw, Send } from 'lucide-react'
import { useState } from 'react'
import { formatCount } from '@/lib/format/counts'
import { formatDuration } from '@/lib/format/durations'
import type { Webhook, WebhookDelivery } from '@/lib/webhooks/schema'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import { useClock } from '../ui/clock'
import { EmptyState } from '../ui/empty-state'
import { Live } from '../ui/live'
import type { MenuItem } from '../ui/menu-item'
import { RelativeTime } from '../ui/relative-time'
import { useToast } from '../ui/toast'
import { Truncate } from '../ui/truncate'
import type { WebhookActions } from './actions'
import { DeliveryDialog } from './delivery-dialog'
import { DeliveryStatusBadge } from './webhook-state'
import { paceOf } from './webhook-words'

const columns: readonly Column<WebhookDelivery>[] = [
  {
    id: 'event',
    header: 'Event',
    width: 180,
    cell: ({ event }) => <Truncate text={event} focusable={false} />,
    after: ({ status }) => (
      <span className="shrink-0 @2xl/table:hidden">
        <DeliveryStatusBadge status={status} />
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 116,
    cell: ({ status }) => <DeliveryStatusBadge status={status} />,
  },
  {
    id: 'http',
    header: 'HTTP',
    align: 'end',
    width: 72,
    onPhone: true,
    cell: ({ httpStatus }) => httpStatus,
  },
  {
    id: 'attempts',
    header: 'Attempts',
    align: 'end',
    width: 92,
    onPhone: true,
    cell: ({ attempts }) => formatCount(attempts),
  },
  {
    id: 'duration',
    header: 'Took',
    align: 'end',
    width: 80,
    optional: true,
    cell: ({ durationMs }) => (durationMs === null ? '' : formatDuration(durationMs)),
  },
  {
    id: 'created',
    header: 'Happened',
    width: 116,
    onPhone: true,
    cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
  },
  {
    id: 'next',
    header: 'Next attempt',
    width: 124,
    cell: ({ nextAttemptAt }) => nextAttemptAt !== null && <RelativeTime at={nextAttemptAt} />,
  },
  {
    id: 'message',
    header: 'webhook-id',
    width: 220,
    optional: true,
    cell: ({ messageId }) => <Truncate text={messageId} at="middle" />,
  },
]

const filters: readonly TableFilter[] = [
  {
    key: 'status',
    label: 'Status',
    options: [
      { value: 'pending', label: 'Pending' },
      { value: 'delivered', label: 'Delivered' },
      { value: 'failed', label: 'Failed' },
    ],
  },
]

type Props = {
  webhook: Webhook
  deliveries: WebhookDelivery[]
  page: TablePage
  /** Absent for who only looks. */
  redeliver: WebhookActions['redeliver'] | undefined
}

/** What was sent, the latest first; follows what waits and what comes. */
export function DeliveryLog({ webhook, deliveries, page, redeliver }: Props) {
  const { now } = useClock()
  const [opened, setOpened] = useState<WebhookDelivery>()
  // As it is now where it is on this page; as it was when a later one has pushed it to the next.
  const shown = opened && (deliveries.find(({ id }) => id === opened.id) ?? opened)
  const sendAgain = useRedeliver(webhook, redeliver)
  const unavailable = (delivery: WebhookDelivery) => whyNot(webhook, delivery)
  const itemsOf = (delivery: WebhookDelivery): MenuItem[] => [
    { label: 'See delivery', icon: <FileJson aria-hidden />, onSelect: () => setOpened(delivery) },
    {
      label: 'Redeliver',
      icon: <RotateCw aria-hidden />,
      unavailable: unavailable(delivery),
      onSelect: () => void sendAgain?.(delivery),
    },
  ]
  return (
    <>
      <Live pace={paceOf(deliveries, { active: webhook.active, now })} />
      <DataTable
        label="Deliveries"
        noun={['delivery', 'deliveries']}
        nameOf={({ id, event }) => `delivery ${id} of ${event}`}
        rows={deliveries}
        columns={columns}
        page={page}
        defaultSort="-created"
        filters={filters}
        onOpen={setOpened}
        {...(sendAgain && { rowActions: itemsOf })}
        empty={
          <EmptyState icon={<Send aria-hidden />} title="Nothing was sent in the last 30 days">
            <p>
              Each event that it wants is listed here with what became of it.
              {redeliver && ' Send a test event to see one.'}
            </p>
          </EmptyState>
        }
      />
      {shown && (
        <DeliveryDialog
          delivery={shown}
          unavailable={unavailable(shown)}
          onRedeliver={sendAgain && (() => sendAgain(shown))}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
}

function whyNot(webhook: Webhook, { status }: WebhookDelivery): string | undefined {
  if (status === 'pending') return 'It is still being tried.'
  return webhook.active ? undefined : 'The webhook is switched off. Switch it on first.'
}

function useRedeliver({ id: webhookId }: Webhook, redeliver: Props['redeliver']) {
  const toast = useToast()
  if (!redeliver) return undefined
  return async ({ id: deliveryId, event }: WebhookDelivery): Promise<void> => {
    const result = await redeliver({ webhookId, deliveryId })
    if (result.ok) toast({ title: `${event} is sent again`, description: 'With the same webhook-id.' })
    else toast({ title: 'It was not sent again', description: result.error, tone: 'danger' })
  }
}
