'use client'

import { SearchX } from 'lucide-react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { type TableFilter, withoutFilters } from './filters'
import type { Change, TableState } from './table-state'

type Props = {
  many: string
  filters: readonly TableFilter[]
  state: TableState
  onChange: (change: Change) => void
}

/** The search or a filter left nothing, or the page asked for is past the end. */
export function NothingMatches({ many, filters, state, onChange }: Props) {
  const searched = state.q !== ''
  const filtered = state.filters.size > 0
  if (!searched && !filtered) {
    return (
      <EmptyState
        title="Nothing more here"
        actions={<Button onClick={() => onChange({ after: null })}>Go to the first page</Button>}
      >
        <p>What stood on this page has gone or has moved to another one.</p>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing matches"
      actions={
        <Button onClick={() => onChange(withoutFilters(filters))}>
          {filtered ? 'Clear filters' : 'Clear search'}
        </Button>
      }
    >
      <p>{reason(many, state)}</p>
    </EmptyState>
  )
}

function reason(many: string, { q, filters }: TableState) {
  if (q === '') return `No ${many} have what the filters ask for.`
  return `No ${many} match “${q}”${filters.size > 0 ? ' within the filters' : ''}.`
}
