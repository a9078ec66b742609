'use client'

import { ChevronsUpDown } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ListIcon, type ListKind } from '../lists/list-icon'
import { ListSearch } from '../lists/list-search'
import { ResultItem } from '../shell/palette-items'
import type { SearchResult } from '../shell/use-search'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'

type Props = {
  /** What the list is compared with now. */
  chosen: { name: string; kind: ListKind } | undefined
  /** Those offered before anything is typed. */
  suggestions: readonly SearchResult[]
  /** A server action: other lists by this name, each with the address that compares with it. */
  search: (q: string) => Promise<SearchResult[]>
}

/** Chooses the list to compare with; the choice is an address. */
export function OverlapPicker({ chosen, suggestions, search }: Props) {
  const [open, setOpen] = useState(false)
  const router = useRouter()

  const go = (href: Route) => {
    setOpen(false)
    router.push(href, { scroll: false })
  }

  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
      <span className="text-muted">Compare with</span>
      <Button
        aria-haspopup="dialog"
        aria-label={chosen ? `Compare with another list than ${chosen.name}` : 'Compare with: choose a list'}
        onClick={() => setOpen(true)}
        className="min-w-0 max-w-full [&_[role=img]_svg]:size-3.5"
      >
        <bdi className="max-w-64 truncate">{chosen?.name ?? 'Choose a list'}</bdi>
        {chosen && <ListIcon kind={chosen.kind} plain />}
        <ChevronsUpDown aria-hidden className="text-muted" />
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Compare with">
        <ListSearch
          label="Search lists"
          suggestions={suggestions}
          search={search}
          item={(result) => <ResultItem key={result.href} result={result} onGo={go} />}
        />
      </Dialog>
    </div>
  )
}
