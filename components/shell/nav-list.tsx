'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cx } from '../ui/class-names'
import { Tooltip } from '../ui/tooltip'
import { isCurrent, type NavItem, type NavSection } from './navigation'

type Props = {
  sections: readonly NavSection[]
  /** Icons only, their names in tooltips. */
  collapsed?: boolean
  onGo?: () => void
  /** Above the entries. */
  brand?: ReactNode
}

export function NavList({ sections, collapsed = false, onGo, brand }: Props) {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="flex min-h-0 flex-col">
      {brand}
      <div className="flex flex-col gap-5 overflow-y-auto p-3">
        {sections.map((section) => (
          <div key={section.label} className="flex flex-col gap-1">
            <h2
              className={cx('px-2 pb-0.5 font-medium text-muted text-xs', collapsed && 'sr-only')}
              id={`nav-${section.label}`}
            >
              {section.label}
            </h2>
            <ul aria-labelledby={`nav-${section.label}`} className="flex flex-col gap-0.5">
              {section.items.map((item) => (
                <li key={item.href}>
                  <NavLink item={item} current={isCurrent(item, path)} collapsed={collapsed} onGo={onGo} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  )
}

type NavLinkProps = { item: NavItem; current: boolean; collapsed: boolean; onGo: (() => void) | undefined }

function NavLink({ item, current, collapsed, onGo }: NavLinkProps) {
  const link = (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      onClick={() => onGo?.()}
      className={cx(
        'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors focus-visible:outline-offset-0 pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0',
        current
          ? 'bg-active font-medium text-ink [&_svg]:text-accent'
          : 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      {item.icon}
      <span className={cx('truncate', collapsed && 'sr-only')}>{item.label}</span>
    </Link>
  )
  if (!collapsed) return link
  return (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  )
}
