'use client'

import { ChevronsUpDown } from 'lucide-react'
import { startTransition } from 'react'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'

type Props = {
  account: { name: string }
  others: readonly { id: number; name: string }[]
  /** A server action. */
  switchTo: (id: number) => Promise<void>
}

/** The account the user works in; a menu of all of theirs when there are more. */
export function AccountMenu({ account, others, switchTo }: Props) {
  if (others.length === 0) {
    return <bdi className="min-w-0 flex-1 truncate font-medium text-sm">{account.name}</bdi>
  }
  const items: MenuItem[] = [
    { type: 'heading', label: 'Account' },
    { type: 'choice', label: account.name, checked: true, onSelect: () => {} },
    ...others.map(
      ({ id, name }): MenuItem => ({
        type: 'choice',
        label: name,
        checked: false,
        onSelect: () => startTransition(() => switchTo(id)),
      }),
    ),
  ]
  return (
    <div className="min-w-0 flex-1">
      <Menu items={items} align="start">
        <button
          type="button"
          aria-label={`${account.name}: switch account`}
          className="-mx-2 flex h-8 max-w-full items-center gap-1.5 rounded-md px-2 font-medium text-sm transition-colors hover:bg-hover pointer-coarse:h-10"
        >
          <bdi className="truncate">{account.name}</bdi>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </button>
      </Menu>
    </div>
  )
}
