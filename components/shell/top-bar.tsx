'use client'

import { PanelLeft, Search } from 'lucide-react'
import { IconButton } from '../ui/icon-button'
import { Kbd } from '../ui/kbd'
import { AccountMenu } from './account-menu'
import { NavDrawer } from './nav-drawer'
import type { NavSection } from './navigation'
import { useModifierKey } from './use-modifier-key'
import { UserMenu } from './user-menu'

type Props = {
  account: { name: string }
  otherAccounts: readonly { id: number; name: string }[]
  switchAccount: (id: number) => Promise<void>
  user: { name: string; email: string }
  sections: readonly NavSection[]
  collapsed: boolean
  onCollapse: () => void
  onSearch: () => void
  onHelp: () => void
  signOut: () => Promise<void>
}

export function TopBar(props: Props) {
  const {
    account,
    otherAccounts,
    switchAccount,
    user,
    sections,
    collapsed,
    onCollapse,
    onSearch,
    onHelp,
    signOut,
  } = props
  return (
    <header className="sticky top-0 z-30 flex h-topbar shrink-0 items-center gap-2 border-line border-b bg-surface px-3 md:px-4">
      <span className="md:hidden">
        <NavDrawer sections={sections} />
      </span>
      <span className="hidden md:inline-flex">
        <IconButton
          label={collapsed ? 'Expand navigation' : 'Collapse navigation'}
          aria-expanded={!collapsed}
          icon={<PanelLeft aria-hidden className="text-muted" />}
          side="bottom"
          onClick={onCollapse}
        />
      </span>
      <AccountMenu account={account} others={otherAccounts} switchTo={switchAccount} />
      <SearchButton onSearch={onSearch} />
      <UserMenu user={user} onHelp={onHelp} signOut={signOut} />
    </header>
  )
}

function SearchButton({ onSearch }: { onSearch: () => void }) {
  const modifier = useModifierKey()
  return (
    <button
      type="button"
      onClick={onSearch}
      aria-label="Search everything"
      className="flex h-8 items-center gap-2 rounded-md border-line px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-ink sm:w-64 sm:border sm:pr-1.5 pointer-coarse:h-10"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="hidden flex-1 text-left sm:inline">Search everything</span>
      <span aria-hidden className="hidden gap-0.5 sm:pointer-fine:inline-flex">
        <Kbd>{modifier}</Kbd>
        <Kbd>K</Kbd>
      </span>
    </button>
  )
}
