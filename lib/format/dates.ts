// One locale for server and browser, so that the first render of both is the same.
const locale = 'en-GB'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/**
 * "just now", "12 min ago", "3 h ago", "5 d ago", "in 2 h"; from 30 days on the date, "23 Nov 2026".
 * `now` is given, never taken: see components/ui/clock.
 */
export function formatRelative(moment: Date, now: Date, timeZone: string) {
  const past = now.getTime() - moment.getTime()
  const distance = Math.abs(past)
  if (distance >= 30 * day) return formatDate(moment, timeZone)
  // The clocks of two machines differ by seconds: nothing that has happened is "in 3 seconds".
  if (distance < minute) return 'just now'
  const words = inWords(distance)
  return past > 0 ? `${words} ago` : `in ${words}`
}

function inWords(ms: number) {
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < day) return `${Math.floor(ms / hour)} h`
  return `${Math.floor(ms / day)} d`
}

/** "23 Nov 2026". */
export function formatDate(moment: Date, timeZone: string) {
  return part(moment, { timeZone, day: 'numeric', month: 'short', year: 'numeric' })
}

/** "2026-11-23": the calendar day it is somewhere, as addresses and date fields write it. */
export function calendarDay(moment: Date, timeZone: string) {
  return calendarOf(timeZone)(moment)
}

/** The same for many moments: a calendar costs more to open than to look at. */
export function calendarOf(timeZone: string): (moment: Date) => string {
  // Swedish writes dates as ISO 8601 does.
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone })
  return (moment) => calendar.format(moment)
}

/** "23 Nov 2026, 09:17". */
export function formatDateTime(moment: Date, timeZone: string) {
  return `${formatDate(moment, timeZone)}, ${clockTime(moment, timeZone, false)}`
}

/** "Monday 23 Nov 2026, 09:17:05 GMT+1 (Europe/Amsterdam)": nothing is left to guess. */
export function formatExact(moment: Date, timeZone: string) {
  const weekday = part(moment, { timeZone, weekday: 'long' })
  const time = clockTime(moment, timeZone, true)
  return `${weekday} ${formatDate(moment, timeZone)}, ${time} ${zoneLabel(moment, timeZone)}`
}

function clockTime(moment: Date, timeZone: string, seconds: boolean) {
  const fields = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return part(moment, seconds ? { ...fields, second: '2-digit' } : fields)
}

function zoneLabel(moment: Date, timeZone: string) {
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return 'UTC'
  const offset = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(moment)
    .find((p) => p.type === 'timeZoneName')?.value
  return `${offset ?? ''} (${timeZone.replaceAll('_', ' ')})`.trim()
}

function part(moment: Date, options: Intl.DateTimeFormatOptions) {
  // Node and browsers differ over the abbreviation of September ("Sep", "Sept").
  return new Intl.DateTimeFormat(locale, options).format(moment).replace('Sept', 'Sep')
}
