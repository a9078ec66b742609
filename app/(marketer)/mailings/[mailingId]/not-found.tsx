import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function MailingNotFound() {
  return (
    <Page title="Mailing not found" crumbs={[{ label: 'Mailings', href: '/mailings' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such mailing"
        actions={<ButtonLink href={'/mailings' as Route}>See all mailings</ButtonLink>}
      >
        <p>It may have been deleted, or the number in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
