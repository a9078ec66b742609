'use client'

import { useEffect, useState } from 'react'
import { Preview } from '@/lib/dynamic-lists/schema'

/** After the last key: most who type are not done yet. */
const pauseMs = 400
/** While others count. */
const busyPauseMs = 1_000
const attemptMax = 5

type Outcome = { count: NonNullable<Preview['count']> } | { problem: string }

export type LiveCount = {
  /** The last there was, also while the next one is on its way. */
  count: Preview['count']
  pending: boolean
  problem: string | undefined
}

const tooLong = 'Counting these rules took too long. They can be saved all the same.'
const noAnswer = 'The count did not come. Change something to try again.'

/** How many meet these rules, as JSON, counted anew whenever they change; undefined while they are not whole. */
export function usePreview(rules: string | undefined): LiveCount {
  const [answer, setAnswer] = useState<{ of: string; outcome: Outcome }>()

  useEffect(() => {
    if (rules === undefined) return
    const aborted = new AbortController()
    const timer = setTimeout(async () => {
      const outcome = await askUntilAnswered(rules, aborted.signal)
      if (!aborted.signal.aborted) setAnswer({ of: rules, outcome })
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      aborted.abort()
    }
  }, [rules])

  const outcome = answer?.outcome
  const current = rules !== undefined && answer?.of === rules
  return {
    count: outcome && 'count' in outcome ? outcome.count : null,
    pending: rules !== undefined && !current,
    problem: current && outcome && 'problem' in outcome ? outcome.problem : undefined,
  }
}

async function askUntilAnswered(rules: string, signal: AbortSignal): Promise<Outcome> {
  for (let attempt = 1; attempt <= attemptMax && !signal.aborted; attempt++) {
    const outcome = await ask(rules, signal)
    if (outcome !== 'busy') return outcome
    await new Promise((resolve) => setTimeout(resolve, busyPauseMs))
  }
  return { problem: noAnswer }
}

async function ask(rules: string, signal: AbortSignal): Promise<Outcome | 'busy'> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/dynamic-lists/preview.json', {
      method: 'POST',
      headers,
      body: rules,
      signal,
    })
    const answer = await response.json()
    if (response.ok) {
      const { count } = Preview.parse(answer)
      return count === null ? { problem: tooLong } : { count }
    }
    return answer.code === 'busy' ? 'busy' : { problem: String(answer.detail ?? noAnswer) }
  } catch {
    // Somebody whose session has ended is led to the sign-in page, which is no JSON.
    return { problem: noAnswer }
  }
}
