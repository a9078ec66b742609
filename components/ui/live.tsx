'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

/** `running`: figures change while one looks. `waiting`: something new may come. `still`: nothing will. */
type Pace = 'running' | 'waiting' | 'still'

const everyMs = { running: 2_000, waiting: 5_000 }

/**
 * Asks for the page again so long after it came; not while nobody looks, and at once when somebody looks again. A page that takes
 * its time is not asked for twice.
 */
export function Live({ pace }: { pace: Pace }) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  useEffect(() => {
    if (pace === 'still' || pending) return
    const refresh = () => {
      if (document.visibilityState === 'visible') startTransition(() => router.refresh())
    }
    const timer = setInterval(refresh, everyMs[pace])
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [pace, pending, router])
  return null
}
