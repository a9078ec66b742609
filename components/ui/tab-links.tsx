'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactNode, useEffect, useRef } from 'react'
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
  const nav = useRef<HTMLElement>(null)
  const current = tabs.find((tab) => isCurrent(tab, path))?.href
  useEffect(() => {
    if (current && nav.current) showWhole(nav.current)
  }, [current])
  return (
    <nav ref={nav} aria-label={label} className="-mb-px overflow-x-auto border-line border-b">
      <ul className="flex gap-5">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <TabLinkItem tab={tab} current={isCurrent(tab, path)} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

const isCurrent = (tab: TabLink, path: string) => tab.current ?? tab.href === path

/** On a phone not all tabs may fit: brings the current one into the part that is seen. */
function showWhole(nav: HTMLElement) {
  const tab = nav.querySelector('[aria-current=page]')?.getBoundingClientRect()
  if (!tab) return
  const seen = nav.getBoundingClientRect()
  nav.scrollLeft += Math.max(0, tab.right - seen.right) + Math.min(0, tab.left - seen.left)
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
