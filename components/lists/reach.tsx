'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { formatCount } from '@/lib/format/counts'
import { Reach } from '@/lib/lists/schema'
import { Skeleton } from '../ui/skeleton'
import { useTabStop } from '../ui/tab-stop'
import { Tooltip } from '../ui/tooltip'

/** What came of counting: each list's reach by its id, or why there is none. */
type Outcome = { reach: Record<string, number> } | { problem: string }

const tooLong = 'Counting took too long for this many. The page of each list has its own count.'
const noAnswer = 'The count did not come. Reload the page to try again.'
const notCounted = 'This list has no count: it is gone, or was not counted yet.'

const ReachContext = createContext<{ outcome: Outcome | undefined; ask: () => void }>({
  outcome: undefined,
  ask: () => {},
})

type Counted = { id: string; members: number | null; refreshedAt?: string | null; changedAt: string }

type ProviderProps = {
  /** Where the reach of lists is asked: `/dynamic-lists/reach.json`. */
  source: string
  rows: readonly Counted[]
  children: ReactNode
}

/** Counts the reach of these lists, all in one request, once a cell that shows it is there. */
export function ReachProvider({ source, rows, children }: ProviderProps) {
  const [asked, setAsked] = useState(false)
  const [answer, setAnswer] = useState<{ of: string; outcome: Outcome }>()
  const ids = rows.map((row) => row.id).join(',')
  // Counted anew once a list has changed: a count of before would stand beside the members of now.
  const of = rows.map((row) => `${row.id} ${row.members} ${row.refreshedAt ?? row.changedAt}`).join()

  useEffect(() => {
    if (!asked) return
    const aborted = new AbortController()
    void load(`${source}?ids=${ids}`, aborted.signal).then((outcome) => {
      if (!aborted.signal.aborted) setAnswer({ of, outcome })
    })
    return () => aborted.abort()
  }, [asked, source, ids, of])

  const outcome = answer?.of === of ? answer.outcome : undefined
  return <ReachContext value={{ outcome, ask: () => setAsked(true) }}>{children}</ReachContext>
}

async function load(url: string, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch(url, { signal })
    // Somebody whose session has ended is led to the sign-in page, which is no JSON.
    const { reach } = Reach.parse(await response.json())
    return reach === null ? { problem: tooLong } : { reach }
  } catch {
    return { problem: noAnswer }
  }
}

/** The reach of one of the provider's lists. */
export function ReachCell({ listId }: { listId: string }) {
  const { outcome, ask } = useContext(ReachContext)
  useEffect(ask, [ask])

  if (!outcome) return <Counting />
  if ('problem' in outcome) return <NoReach why={outcome.problem} />
  const reach = outcome.reach[listId]
  return reach === undefined ? <NoReach why={notCounted} /> : formatCount(reach)
}

function Counting() {
  return (
    <>
      <span className="sr-only">Counting</span>
      <Skeleton className="h-3 w-12 @2xl/table:ml-auto" />
    </>
  )
}

function NoReach({ why }: { why: string }) {
  const tabStop = useTabStop()
  return (
    <Tooltip content={why} onTap>
      <span role="img" aria-label={why} tabIndex={tabStop} className="rounded-sm text-muted">
        –
      </span>
    </Tooltip>
  )
}
