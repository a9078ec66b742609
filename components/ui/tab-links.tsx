'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cx } from './class-names'

export type TabLink = {
  href: Route
  label: string
  /** Beside the label: a count, or a Badge where something asks for attention. */
  note?: ReactNode
  /** Said where tabs differ by their query: then the path alone does not tell. */
  current?: boolean
}

/** Tabs that are pages of their own, so that each has an address. Each `href` is a path without a query, or the tab says itself which is current. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const path = usePathname()
  return (
    <nav aria-label={label} className="-mb-px overflow-x-auto border-line border-b">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <TabLinkItem tab={tab} current={tab.current ?? tab.href === path} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TabLinkItem({ tab, current }: { tab: TabLink; current: boolean }) {
  return (
    <Link
      href={tab.href}
      aria-current={current ? 'page' : undefined}
      className={cx(
        'relative inline-flex h-9 items-center gap-1.5 whitespace-nowrap rounded-sm text-sm transition-colors focus-visible:-outline-offset-2 pointer-coarse:h-11',
        current
          ? 'font-medium text-ink after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent'
          : 'text-muted hover:text-ink',
      )}
    >
      {tab.label}
      {tab.note !== undefined && (
        <span data-numbers className="font-normal text-muted text-xs">
          {tab.note}
        </span>
      )}
    </Link>
  )
}
