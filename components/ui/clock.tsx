'use client'

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'

type Clock = { now: number; timeZone: string }

const ClockContext = createContext<Clock>({ now: 0, timeZone: 'UTC' })

type Props = {
  /** The server's moment of rendering: the browser's first render repeats it, so that both agree. */
  now: string
  /** IANA name of the zone in which calendar dates are written. Nest a provider to change it for an account. */
  timeZone: string
  children: ReactNode
}

/** One clock for every relative time below it: they age together, once a half minute. */
export function ClockProvider({ now, timeZone, children }: Props) {
  const [moment, setMoment] = useState(() => Date.parse(now))

  useEffect(() => {
    const tick = () => setMoment(Date.now())
    tick()
    const timer = setInterval(tick, 30_000)
    return () => clearInterval(timer)
  }, [])

  return <ClockContext value={{ now: moment, timeZone }}>{children}</ClockContext>
}

export function useClock() {
  return useContext(ClockContext)
}
