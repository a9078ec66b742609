'use client'

import { useRef } from 'react'

/**
 * The focus goes back to where it was when a dialog opened. Radix sends it to the dialog's own trigger only, and most
 * of ours are opened by a menu, a key or a row. What opened it may be gone by then, having done its work: then the page has it.
 */
export function useReturnFocus(onOpen?: (event: Event) => void) {
  const cameFrom = useRef<HTMLElement | null>(null)
  return {
    onOpenAutoFocus: (event: Event) => {
      cameFrom.current = document.activeElement as HTMLElement | null
      onOpen?.(event)
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      const back = cameFrom.current?.isConnected ? cameFrom.current : document.querySelector('main')
      back?.focus()
    },
  }
}
