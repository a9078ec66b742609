import type { Metadata, Route } from 'next'
import { Page } from '@/components/ui/page'
import { DeliveryLog } from '@/components/webhooks/delivery-log'
import { WebhookControls } from '@/components/webhooks/webhook-controls'
import { WebhookNotes } from '@/components/webhooks/webhook-notes'
import { WebhookProperties } from '@/components/webhooks/webhook-properties'
import { WebhookState } from '@/components/webhooks/webhook-state'
import { hostOf } from '@/components/webhooks/webhook-words'
import { addressPage } from '@/lib/session/address-page'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import { countDeliveries, getWebhook, listDeliveries } from '@/lib/webhooks/queries'
import { DeliveryListQuery, deliveryPageSize } from '@/lib/webhooks/schema'
import {
  changeWebhookAction,
  deleteWebhookAction,
  redeliverAction,
  rotateWebhookAction,
  testWebhookAction,
} from '../actions'

export const metadata: Metadata = { title: 'Webhook' }

const actions = {
  change: changeWebhookAction,
  rotate: rotateWebhookAction,
  test: testWebhookAction,
  remove: deleteWebhookAction,
}

export default async function WebhookPage({ params, searchParams }: PageProps<'/webhooks/[webhookId]'>) {
  const ctx = await requireSession()
  const webhook = await found(getWebhook(ctx, (await params).webhookId))
  const { id: webhookId } = webhook
  const query = DeliveryListQuery.parse(await searchParams)
  const { status } = query
  const page = addressPage(ctx, JSON.stringify(['deliveries', webhookId, status]), query, deliveryPageSize)
  const [log, counts] = await Promise.all([
    listDeliveries(ctx, { webhookId, status }, page.request),
    countDeliveries(ctx, webhookId),
  ])
  const editable = ctx.actor.scopes.has('webhooks:write')
  return (
    <Page
      title={hostOf(webhook)}
      after={<WebhookState webhook={webhook} />}
      crumbs={[{ label: 'Webhooks', href: '/webhooks' as Route }]}
      actions={editable && <WebhookControls webhook={webhook} counts={counts} actions={actions} />}
      fit="table"
    >
      <WebhookNotes webhook={webhook} />
      <div className="flex min-h-0 flex-1 flex-col gap-6 lg:flex-row lg:gap-8">
        <WebhookProperties webhook={webhook} counts={counts} />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <DeliveryLog
            webhook={webhook}
            deliveries={log.rows}
            page={page.links(log)}
            redeliver={editable ? redeliverAction : undefined}
          />
        </div>
      </div>
    </Page>
  )
}
