'use client'

import { formatDateTime } from '@/lib/format/dates'
import { useClock } from '../../ui/clock'

/** A moment on the clocks of the account. */
export function LocalTime({ at }: { at: string }) {
  const { timeZone } = useClock()
  return <time dateTime={at}>{formatDateTime(new Date(at), timeZone)}</time>
}
