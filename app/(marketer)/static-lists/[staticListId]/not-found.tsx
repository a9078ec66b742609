import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function StaticListNotFound() {
  return (
    <Page title="List not found" crumbs={[{ label: 'Static lists', href: '/static-lists' as Route }]}>
      <title>List not found · Roster</title>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no static list here"
        actions={<ButtonLink href={'/static-lists' as Route}>See all static lists</ButtonLink>}
      >
        <p>It may have been deleted, or the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
