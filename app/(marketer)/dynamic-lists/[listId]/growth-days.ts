import { calendarDay } from '@/lib/format/dates'
import { type GrowthRange, type GrowthRangeQuery, growthDaysDefault, growthDaysMax } from '@/lib/syncs/schema'

const dayMs = 86_400_000

export type GrowthDays = { range: GrowthRange | undefined; from: string; to: string }

/** The days an address asks for. All of them begin with the day the list was made, or as far back as is answered at once. */
export function growthDaysOf(
  { range, from, to }: GrowthRangeQuery,
  { createdAt, now, timeZone }: { createdAt: string; now: Date; timeZone: string },
): GrowthDays {
  const today = calendarDay(now, timeZone)
  if (from !== undefined || to !== undefined) {
    const last = to === undefined || to > today ? today : to
    return { range: undefined, from: from ?? daysUntil(last, growthDaysDefault), to: last }
  }
  if (range !== 'all')
    return { range: range ?? '90', from: daysUntil(today, Number(range ?? '90')), to: today }
  const made = calendarDay(new Date(createdAt), timeZone)
  const [earliest = made] = [made, daysUntil(today, growthDaysMax)].sort().slice(-1)
  return { range, from: earliest, to: today }
}

/** The first of so many days that end with this one. */
function daysUntil(day: string, count: number): string {
  return new Date(Date.parse(day) - (count - 1) * dayMs).toISOString().slice(0, 10)
}
