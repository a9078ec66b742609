'use client'

import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatNoun } from '@/lib/format/counts'
import { Button } from '../ui/button'
import type { Change } from './table-state'

export type TablePage = {
  /** Cursors, opaque; absent at either end. */
  next?: string | null | undefined
  previous?: string | null | undefined
  /** How many rows there are in all, under the search and filters that are set; absent where counting is too dear. */
  total?: number | undefined
}

type Props = {
  page: TablePage
  noun: readonly [one: string, many: string]
  pending: boolean
  onChange: (change: Change) => void
}

export function Pager({ page, noun, pending, onChange }: Props) {
  const go = (change: Change) => {
    if (!pending) onChange(change)
  }
  const total = page.total === undefined ? '' : formatNoun(page.total, ...noun)
  return (
    <div className="flex min-h-field items-center justify-between gap-4 text-muted text-sm">
      <span data-numbers role="status">
        {pending ? <span className="sr-only">Loading</span> : null}
        {total}
      </span>
      {(page.previous || page.next) && (
        <nav aria-label="Pages" className="flex gap-2">
          <PageButton cursor={page.previous} onGo={(before) => go({ before })}>
            <ChevronLeft aria-hidden />
            Previous
          </PageButton>
          <PageButton cursor={page.next} onGo={(after) => go({ after })}>
            Next
            <ChevronRight aria-hidden />
          </PageButton>
        </nav>
      )}
    </div>
  )
}

type PageButtonProps = {
  cursor: string | null | undefined
  onGo: (cursor: string) => void
  children: React.ReactNode
}

/** At the end it stays where it is, so that the focus does too. */
function PageButton({ cursor, onGo, children }: PageButtonProps) {
  return (
    <Button aria-disabled={cursor ? undefined : true} onClick={cursor ? () => onGo(cursor) : undefined}>
      {children}
    </Button>
  )
}
