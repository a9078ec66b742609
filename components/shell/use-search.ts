'use client'

import type { Route } from 'next'
import { useEffect, useState } from 'react'

export type SearchResult = {
  label: string
  href: Route
  /** What it is; results of a kind stand together under its name. */
  kind: 'audience' | 'rules' | 'static' | 'contact'
  /** What tells two of one name apart: an e-mail address, a folder. */
  detail?: string | undefined
  /** An audience whose expected sync has not come. */
  stale?: boolean
}

const typingPauseMs = 150

type Answer = { q: string; results: readonly SearchResult[]; failed: boolean }

const nothing: Answer = { q: '', results: [], failed: false }

/** Asks once typing pauses; an answer to what is no longer asked is dropped. */
export function useSearch(q: string, search: (q: string) => Promise<SearchResult[]>) {
  const [answer, setAnswer] = useState(nothing)
  const wanted = q.trim()

  useEffect(() => {
    if (wanted === '') return
    let stale = false
    const timer = setTimeout(async () => {
      const next = await search(wanted).then(
        (results): Answer => ({ q: wanted, results, failed: false }),
        (): Answer => ({ q: wanted, results: [], failed: true }),
      )
      if (!stale) setAnswer(next)
    }, typingPauseMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [wanted, search])

  const shown = wanted === '' ? nothing : answer
  return { results: shown.results, failed: shown.failed, pending: wanted !== shown.q }
}
