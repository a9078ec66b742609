'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** What the key beside K is called on this keyboard: known in the browser only. */
export function useModifierKey() {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'),
    () => 'Ctrl',
  )
}
