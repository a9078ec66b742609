'use client'

import { Keyboard, LogOut } from 'lucide-react'
import { startTransition } from 'react'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { themes, useTheme } from './theme'

type Props = {
  user: { name: string; email: string }
  onHelp: () => void
  /** A server action. */
  signOut: () => Promise<void>
}

export function UserMenu({ user, onHelp, signOut }: Props) {
  const { theme, setTheme } = useTheme()
  const items: MenuItem[] = [
    { type: 'heading', label: user.email },
    { label: 'Keyboard shortcuts', icon: <Keyboard aria-hidden />, shortcut: '?', onSelect: onHelp },
    { type: 'separator' },
    { type: 'heading', label: 'Theme' },
    ...themes.map(
      ({ value, label }): MenuItem => ({
        type: 'choice',
        label,
        checked: theme === value,
        onSelect: () => setTheme(value),
      }),
    ),
    { type: 'separator' },
    {
      label: 'Sign out',
      icon: <LogOut aria-hidden />,
      onSelect: () => startTransition(() => signOut()),
    },
  ]
  return (
    <Menu items={items}>
      <button
        type="button"
        aria-label={`${user.name}: user menu`}
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-xs pointer-coarse:size-9"
      >
        {initials(user.name)}
      </button>
    </Menu>
  )
}

/** Whole characters, whatever the script: "Ada Lovelace" → "AL", "王小明" → "王". */
function initials(name: string) {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('en')
}
