import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function MessageNotFound() {
  return (
    <Page title="Message not found" crumbs={[{ label: 'Messages', href: '/messages' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such message"
        actions={<ButtonLink href={'/messages' as Route}>See all messages</ButtonLink>}
      >
        <p>It may have been deleted, or the number in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
