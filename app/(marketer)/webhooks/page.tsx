import type { Metadata } from 'next'
import { Webhooks } from '@/components/webhooks/webhooks'
import { requireSession } from '@/lib/session/session'
import { listWebhookEntries } from '@/lib/webhooks/queries'
import { createWebhookAction } from './actions'

export const metadata: Metadata = { title: 'Webhooks' }

export default async function WebhooksPage() {
  const ctx = await requireSession()
  return (
    <Webhooks
      webhooks={await listWebhookEntries(ctx)}
      editable={ctx.actor.scopes.has('webhooks:write')}
      create={createWebhookAction}
    />
  )
}
