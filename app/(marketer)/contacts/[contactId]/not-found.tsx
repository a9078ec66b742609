import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'

export default function ContactNotFound() {
  return (
    <Page title="Contact not found" crumbs={[{ label: 'Contacts', href: '/contacts' as Route }]}>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="There is no contact with this id"
        actions={<ButtonLink href={'/contacts' as Route}>Search contacts</ButtonLink>}
      >
        <p>It may have been erased, or the id in the address may be wrong.</p>
      </EmptyState>
    </Page>
  )
}
