import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function MailNotFound() {
  return (
    <Page title="Mail not found" crumbs={[{ label: 'Outbox', href: '/outbox' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such mail in the outbox"
        actions={<ButtonLink href={'/outbox' as Route}>Show the outbox</ButtonLink>}
      >
        <p>It may have been thrown away: the outbox keeps the latest mails, until somebody clears it.</p>
      </EmptyState>
    </Page>
  )
}
