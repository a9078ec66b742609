import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function DynamicListNotFound() {
  return (
    <Page title="List not found" crumbs={[{ label: 'Dynamic lists', href: '/dynamic-lists' as Route }]}>
      <title>List not found · Roster</title>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no dynamic list here"
        actions={<ButtonLink href={'/dynamic-lists' as Route}>See all dynamic lists</ButtonLink>}
      >
        <p>It may have been deleted, also by the system that syncs it, or the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
