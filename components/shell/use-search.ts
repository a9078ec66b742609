'use client'

import type { Route } from 'next'
import { useEffect, useState } from 'react'

type ListKind = 'audience' | 'rules' | 'static'

export type SearchResult = {
  label: string
  href: Route
  /** What it is; results of a kind stand together under its name. */
  kind: ListKind | 'contact' | 'message' | 'mailing'
  /** What tells two of one name apart: an e-mail address, a folder. */
  detail?: string | undefined
  /** An audience whose expected sync has not come. */
  stale?: boolean
}

/** Beside lists of each kind, other things are found. */
export function isList(kind: SearchResult['kind']): kind is ListKind {
  return kind === 'audience' || kind === 'rules' || kind === 'static'
}

const typingPauseMs = 150

type Answer<Result> = { q: string | undefined; results: readonly Result[]; failed: boolean }

const nothing = { q: undefined, results: [], failed: false }

/** Asks once typing pauses; an answer to what is no longer asked is dropped. `whenEmpty`: also before anything is typed. */
export function useSearch<Result>(q: string, search: (q: string) => Promise<Result[]>, whenEmpty = false) {
  const [answer, setAnswer] = useState<Answer<Result>>(nothing)
  const wanted = q.trim()
  const asks = wanted !== '' || whenEmpty

  useEffect(() => {
    if (!asks) return
    let stale = false
    const ask = async () => {
      const next = await search(wanted).then(
        (results): Answer<Result> => ({ q: wanted, results, failed: false }),
        (): Answer<Result> => ({ q: wanted, results: [], failed: true }),
      )
      if (!stale) setAnswer(next)
    }
    const timer = setTimeout(ask, wanted === '' ? 0 : typingPauseMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [asks, wanted, search])

  const shown = asks ? answer : nothing
  return { results: shown.results, failed: shown.failed, pending: asks && wanted !== shown.q }
}
