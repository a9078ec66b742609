'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** `running`: figures change while one looks. `waiting`: something new may come. `still`: nothing will. */
type Pace = 'running' | 'waiting' | 'still'

const everyMs = { running: 2_000, waiting: 5_000 }

/** Asks for the page again from time to time; not while nobody looks, and at once when somebody looks again. */
export function Live({ pace }: { pace: Pace }) {
  const router = useRouter()
  useEffect(() => {
    if (pace === 'still') return
    const refresh = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    const timer = setInterval(refresh, everyMs[pace])
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [pace, router])
  return null
}
