import { calendarOf } from '@/lib/format/dates'
import type { DateTest } from './schema'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The calendar day so many days after another, before it when less than 0. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * dayMs).toISOString().slice(0, 10)
}

/** Days from one up to before another; open where one is absent. */
export type Period = { from?: string; before?: string }

/** The days that a test on dates is met on, `today` being the account's; undefined when it asks for no days. */
export function periodOf(test: DateTest, today: string): Period | undefined {
  switch (test.op) {
    case 'on':
      return { from: test.day, before: addDays(test.day, 1) }
    case 'before':
      return { before: test.day }
    case 'after':
      return { from: addDays(test.day, 1) }
    case 'between':
      return { from: test.from, before: addDays(test.to, 1) }
    case 'last-days':
      return { from: addDays(today, -test.days), before: addDays(today, 1) }
    case 'before-days':
      return { before: addDays(today, -test.days) }
    case 'next-days':
      return { from: today, before: addDays(today, test.days + 1) }
    default:
      return undefined
  }
}

/**
 * The first moment of a calendar day somewhere, found by halving: days there never run backwards, so this holds whatever the
 * clocks do at midnight. A zone's days begin within 16 hours of those of UTC.
 */
export function startOfDay(day: string, timeZone: string): Date {
  const dayOf = calendarOf(timeZone)
  const midnight = Date.parse(day)
  let [before, from] = [midnight - 16 * hourMs, midnight + 16 * hourMs]
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (dayOf(new Date(middle)) < day) before = middle
    else from = middle
  }
  return new Date(from)
}

/** The birthdays (MM-DD) of today and so many days after it. */
export function birthdaysWithin(days: number, today: string): string[] {
  const dates = Array.from({ length: days + 1 }, (_, offset) => addDays(today, offset))
  const birthdays = dates.flatMap((date) => {
    const isLeapDayToo = date.endsWith('-02-28') && addDays(date, 1).endsWith('-03-01')
    return isLeapDayToo ? ['02-28', '02-29'] : [date.slice(5)]
  })
  return [...new Set(birthdays)]
}
