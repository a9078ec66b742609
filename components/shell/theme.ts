'use client'

import { useSyncExternalStore } from 'react'
import { rememberChoice } from './cookie'

export type Theme = 'system' | 'light' | 'dark'

export const themes: readonly { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function current(): Theme {
  const theme = document.documentElement.dataset['theme']
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** The theme that the root layout wrote on the document, and the way to change it at once and for later visits. */
export function useTheme() {
  const theme = useSyncExternalStore(subscribe, current, (): Theme => 'system')
  return { theme, setTheme }
}

function setTheme(theme: Theme) {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  rememberChoice('theme', theme)
  for (const listener of listeners) listener()
}
