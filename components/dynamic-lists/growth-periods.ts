import { formatDate } from '@/lib/format/dates'
import type { GrowthDay } from '@/lib/syncs/schema'

export type Period = {
  /** First and last day, YYYY-MM-DD. */
  first: string
  last: string
  /** At the end of its last day. */
  members: number
  joined: number
  left: number
}

/** More bars than this are too thin to tell apart or to point at. */
const periodsMax = 190

/** Days in each period: one, or as many weeks as it takes to keep the plot legible. */
export function periodDays(days: number): number {
  return days <= periodsMax ? 1 : Math.ceil(days / periodsMax / 7) * 7
}

/** Days put together, counted from the last one: the first period may be shorter, the latest is whole. */
export function periodsOf(days: readonly GrowthDay[], size = periodDays(days.length)): Period[] {
  const periods: Period[] = []
  for (let end = days.length; end > 0; end -= size) {
    const part = days.slice(Math.max(0, end - size), end)
    const [first, last] = [part[0], part.at(-1)]
    if (!first || !last) continue
    const sum = (key: 'joined' | 'left') => part.reduce((total, day) => total + day[key], 0)
    periods.unshift({
      first: first.day,
      last: last.day,
      members: last.members,
      joined: sum('joined'),
      left: sum('left'),
    })
  }
  return periods
}

export type GrowthFigures = {
  first: string
  last: string
  start: number
  end: number
  joined: number
  left: number
}

/** What happened over all days: members before the first, after the last, and who came and went between. */
export function figuresOf(days: readonly GrowthDay[]): GrowthFigures | undefined {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return undefined
  const [whole] = periodsOf(days, days.length)
  return {
    first: first.day,
    last: last.day,
    start: first.members - first.joined + first.left,
    end: last.members,
    joined: whole?.joined ?? 0,
    left: whole?.left ?? 0,
  }
}

/** "23 Nov 2026", from a calendar day, which has no zone any more. */
export const formatDay = (day: string) => formatDate(new Date(`${day}T00:00:00Z`), 'UTC')

/** "23 Nov 2026", or "17 Nov 2026 – 23 Nov 2026". */
export function formatPeriod({ first, last }: Pick<Period, 'first' | 'last'>): string {
  return first === last ? formatDay(first) : `${formatDay(first)} – ${formatDay(last)}`
}
