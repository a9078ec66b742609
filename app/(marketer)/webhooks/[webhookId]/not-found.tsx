import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function WebhookNotFound() {
  return (
    <Page title="Webhook not found" crumbs={[{ label: 'Webhooks', href: '/webhooks' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such webhook"
        actions={<ButtonLink href={'/webhooks' as Route}>See all webhooks</ButtonLink>}
      >
        <p>It may have been deleted, or the number in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
