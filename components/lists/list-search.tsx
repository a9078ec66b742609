'use client'

import { Command } from 'cmdk'
import { type ReactNode, useState } from 'react'
import { Nothing, SearchInput } from '../shell/palette-items'
import { useSearch } from '../shell/use-search'

type Props<Result> = {
  /** What can be searched for: "Search lists". */
  label: string
  /** Offered before anything is typed. */
  suggestions: readonly Result[]
  search: (q: string) => Promise<Result[]>
  item: (result: Result) => ReactNode
  /** Said when there is nothing to offer at all. */
  none?: string
}

/** Searches lists by name, in a dialog. Mounted when that opens, so each time begins empty. */
export function ListSearch<Result>({ label, suggestions, search, item, none }: Props<Result>) {
  const [q, setQ] = useState('')
  const { results, failed, pending } = useSearch(q, search)
  const isAsked = q.trim() !== ''
  const shown = isAsked ? results : suggestions
  return (
    <Command label="Lists" shouldFilter={false} loop className="flex min-h-0 flex-col">
      <div className="rounded-md border border-control focus-within:border-accent">
        <SearchInput value={q} onChange={setQ} pending={pending} label={label} />
      </div>
      <Command.List label="Lists" className="-mx-2 mt-2 h-80 min-h-0 overflow-y-auto">
        {shown.map(item)}
        {isAsked && !pending && shown.length === 0 && <Nothing q={q} failed={failed} />}
        {!isAsked && shown.length === 0 && none !== undefined && (
          <p className="px-2 py-6 text-center text-muted text-sm">{none}</p>
        )}
      </Command.List>
    </Command>
  )
}
