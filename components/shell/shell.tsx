'use client'

import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import { cx } from '../ui/class-names'
import { usePageKeys } from '../ui/page-keys'
import { CommandPalette } from './command-palette'
import { rememberChoice } from './cookie'
import { Logo, Wordmark } from './logo'
import { NavList } from './nav-list'
import type { NavSection } from './navigation'
import { ShortcutHelp } from './shortcut-help'
import { TopBar } from './top-bar'
import type { SearchResult } from './use-search'

type Props = {
  account: { name: string }
  /** Other accounts the user may enter. */
  otherAccounts: readonly { id: number; name: string }[]
  switchAccount: (id: number) => Promise<void>
  user: { name: string; email: string }
  sections: readonly NavSection[]
  /** The value of the cookie `nav`, so that the first render is as wide as the last visit left it. */
  nav: string | undefined
  search: (q: string) => Promise<SearchResult[]>
  signOut: () => Promise<void>
  children: ReactNode
}

/** Around every page of who is signed in: navigation, account and user, the palette (Ctrl or Cmd K), help (`?`). */
export function Shell(props: Props) {
  const { account, otherAccounts, switchAccount, user, sections, nav, search, signOut, children } = props
  const [collapsed, setCollapsed] = useState(nav === 'collapsed')
  const [searching, setSearching] = useState(false)
  const [helping, setHelping] = useState(false)

  usePaletteKey(() => setSearching((open) => !open))
  usePageKeys((key) => {
    if (key === '?') setHelping(true)
    return key === '?'
  })
  const collapse = () => {
    setCollapsed(!collapsed)
    rememberChoice('nav', collapsed ? 'expanded' : 'collapsed')
  }

  return (
    <div className="flex min-h-dvh sm:h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent-fill px-3 py-2 font-medium text-on-fill text-sm focus:translate-y-0"
      >
        Skip to content
      </a>
      <SideBar sections={sections} collapsed={collapsed} />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          account={account}
          otherAccounts={otherAccounts}
          switchAccount={switchAccount}
          user={user}
          sections={sections}
          collapsed={collapsed}
          onCollapse={collapse}
          onSearch={() => setSearching(true)}
          onHelp={() => setHelping(true)}
          signOut={signOut}
        />
        <main
          id="content"
          tabIndex={-1}
          className="min-h-0 flex-1 bg-surface focus-visible:outline-none sm:overflow-y-auto"
        >
          {children}
        </main>
      </div>
      <CommandPalette open={searching} onOpenChange={setSearching} sections={sections} search={search} />
      <ShortcutHelp open={helping} onOpenChange={setHelping} />
    </div>
  )
}

function SideBar({ sections, collapsed }: { sections: readonly NavSection[]; collapsed: boolean }) {
  const home = sections[0]?.items[0]
  const brand = (
    <div className={cx('flex h-topbar shrink-0 items-center', collapsed ? 'justify-center' : 'px-5')}>
      {home && (
        <Link href={home.href} aria-label="Roster" className="rounded-md">
          {collapsed ? <Logo /> : <Wordmark />}
        </Link>
      )}
    </div>
  )
  return (
    <div
      className={cx(
        'hidden shrink-0 flex-col border-line border-r transition-[width] md:flex',
        collapsed ? 'w-14' : 'w-nav',
      )}
    >
      <NavList sections={sections} collapsed={collapsed} brand={brand} />
    </div>
  )
}

/** Ctrl or Cmd K works in a field too, which is why it is not among the page's keys. */
function usePaletteKey(onPress: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      event.preventDefault()
      onPress()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onPress])
}
