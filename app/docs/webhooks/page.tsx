import type { Metadata } from 'next'
import { Page } from '@/components/ui/page'
import { WebhookGuide } from '@/components/webhooks/guide'

export const metadata: Metadata = { title: 'Webhooks' }

export default function WebhooksGuidePage() {
  return (
    <main>
      <Page
        title="Webhooks"
        lead="How your system receives what Roster tells it, and knows that it is Roster."
      >
        <WebhookGuide />
      </Page>
    </main>
  )
}
