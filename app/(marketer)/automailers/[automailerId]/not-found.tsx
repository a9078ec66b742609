import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function AutomailerNotFound() {
  return (
    <Page title="Automailer not found" crumbs={[{ label: 'Automailers', href: '/automailers' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no such automailer"
        actions={<ButtonLink href={'/automailers' as Route}>See all automailers</ButtonLink>}
      >
        <p>It may have been deleted, or the number in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
