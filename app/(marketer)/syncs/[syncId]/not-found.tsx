import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function SyncNotFound() {
  return (
    <Page title="Sync not found" crumbs={[{ label: 'Syncs', href: '/syncs' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such sync"
        actions={<ButtonLink href={'/syncs' as Route}>See all syncs</ButtonLink>}
      >
        <p>It may have gone together with its audience, or the number in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
