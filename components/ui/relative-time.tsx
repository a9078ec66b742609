'use client'

import { formatExact, formatRelative } from '@/lib/format/dates'
import { useClock } from './clock'
import { useTabStop } from './tab-stop'
import { Tooltip } from './tooltip'

type Props = {
  /** ISO 8601, or a Date. */
  at: string | Date | null | undefined
  /** What stands there when it never happened. */
  never?: string
}

/** "12 min ago"; the exact moment with its zone in a tooltip. */
export function RelativeTime({ at, never = 'Never' }: Props) {
  const { now, timeZone } = useClock()
  const tabStop = useTabStop()
  if (at === null || at === undefined) return <span className="text-muted">{never}</span>

  const moment = new Date(at)
  return (
    <Tooltip content={<ExactMoment moment={moment} timeZone={timeZone} />} onTap>
      <time dateTime={moment.toISOString()} tabIndex={tabStop} className="whitespace-nowrap rounded-sm">
        {formatRelative(moment, new Date(now), timeZone)}
      </time>
    </Tooltip>
  )
}

/** Only ever rendered in the browser, so the reader's own zone is known: both are said when they differ. */
function ExactMoment({ moment, timeZone }: { moment: Date; timeZone: string }) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const lines = new Set([formatExact(moment, timeZone), formatExact(moment, own)])
  return (
    <span data-numbers className="block">
      {[...lines].map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
    </span>
  )
}
