import { ChevronRight } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'

export type Crumb = { label: string; href: Route }

/** The way up; the page itself is its title below, so it is not repeated here. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-muted text-sm">
        {crumbs.map((crumb, at) => (
          <li key={crumb.href} className="flex min-w-0 items-center gap-1">
            {at > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0" />}
            <Link href={crumb.href} className="truncate rounded-sm py-0.5 hover:text-ink hover:underline">
              {crumb.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
