'use client'

import type { Route } from 'next'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { type Change, changeParams, readState } from './table-state'

/**
 * The address as the table's state. A change is a transition: the rows that are there stay until those that were
 * asked for have come, and `pending` says so.
 */
export function useTableState(defaultSort: string, filterKeys: readonly string[]) {
  const router = useRouter()
  const path = usePathname()
  const params = useSearchParams()
  const [pending, startTransition] = useTransition()

  /** `replace` for what is still being typed or shaped: Back then leads past it. */
  const change = (patch: Change, how: 'push' | 'replace' = 'push') => {
    const query = changeParams(params, patch)
    const target = (query ? `${path}?${query}` : path) as Route
    startTransition(() => router[how](target, { scroll: false }))
  }

  return { state: readState(params, defaultSort, filterKeys), change, pending }
}
