import { describe, expect, it } from 'vitest'
import { calendarDay, formatDate, formatDateTime, formatExact, formatRelative } from './dates'

const now = new Date('2026-11-23T09:17:05Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [minute - 1, 'just now'],
    [-20_000, 'just now'],
    [minute, '1 min ago'],
    [hour - 1, '59 min ago'],
    [hour, '1 h ago'],
    [day - 1, '23 h ago'],
    [day, '1 d ago'],
    [30 * day - 1, '29 d ago'],
    [30 * day, '24 Oct 2026'],
    [-12 * minute, 'in 12 min'],
    [-2 * day, 'in 2 d'],
  ])('%d ms before now is "%s"', (ms, text) => {
    expect(formatRelative(ago(ms), now, 'UTC')).toBe(text)
  })
})

it('writes a date in the zone asked for', () => {
  const lateEvening = new Date('2026-09-30T23:30:00Z')
  expect(formatDate(lateEvening, 'UTC')).toBe('30 Sep 2026')
  expect(formatDate(lateEvening, 'Europe/Amsterdam')).toBe('1 Oct 2026')
  expect(formatDateTime(lateEvening, 'Europe/Amsterdam')).toBe('1 Oct 2026, 01:30')
})

it('says the exact moment with its zone', () => {
  expect(formatExact(now, 'UTC')).toBe('Monday 23 Nov 2026, 09:17:05 UTC')
  expect(formatExact(now, 'Europe/Amsterdam')).toBe('Monday 23 Nov 2026, 10:17:05 GMT+1 (Europe/Amsterdam)')
})

it('counts midnight as 00, not 24', () => {
  expect(formatDateTime(new Date('2026-01-01T00:05:00Z'), 'UTC')).toBe('1 Jan 2026, 00:05')
})

it('says the calendar day of a zone', () => {
  const lateEvening = new Date('2026-09-30T23:30:00Z')
  expect(calendarDay(lateEvening, 'UTC')).toBe('2026-09-30')
  expect(calendarDay(lateEvening, 'Europe/Amsterdam')).toBe('2026-10-01')
})
