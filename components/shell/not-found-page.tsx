import { SearchX } from 'lucide-react'
import type { Route } from 'next'
import type { ReactNode } from 'react'
import { ButtonLink } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Page } from '../ui/page'

type Props = {
  /** "Sync not found". */
  title: string
  /** Where things of this kind are seen. */
  overview: { label: string; href: string }
  /** "There is no such sync". */
  heading: string
  /** "See all syncs". */
  action: string
  /** Why it may be so. */
  children: ReactNode
}

/** In place of the page of something that is not there. */
export function NotFoundPage({ title, overview, heading, action, children }: Props) {
  const href = overview.href as Route
  return (
    <Page title={title} crumbs={[{ label: overview.label, href }]}>
      <title>{`${title} · Roster`}</title>
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={heading}
        actions={<ButtonLink href={href}>{action}</ButtonLink>}
      >
        <p>{children}</p>
      </EmptyState>
    </Page>
  )
}
