'use client'

import { useEffect } from 'react'

/** Whatever takes keys itself, so that a page's own shortcuts have to be silent there. */
const takesKeys = [
  'input:not([type="checkbox"])',
  'textarea',
  'select',
  '[contenteditable="true"]',
  '[role="dialog"]',
  '[role="alertdialog"]',
  '[role="menu"]',
  '[role="tree"]',
].join(', ')

/**
 * Keys pressed anywhere on the page where nothing else takes them: one key, without Ctrl, Alt or Cmd. The handler
 * answers whether it has dealt with the key.
 */
export function usePageKeys(onKey: (key: string) => boolean) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing)
        return
      if (event.target instanceof Element && event.target.closest(takesKeys)) return
      if (onKey(event.key)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onKey])
}
