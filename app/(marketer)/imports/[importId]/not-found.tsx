import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function ImportNotFound() {
  return (
    <Page title="Import not found" crumbs={[{ label: 'Imports', href: '/imports' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such import"
        actions={<ButtonLink href={'/imports' as Route}>See all imports</ButtonLink>}
      >
        <p>It may have been discarded, or the number in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
