import { expect, test } from 'vitest'
import { birthdaysWithin, periodOf, startOfDay } from './days'

test.each([
  ['2026-03-29', 'Europe/Amsterdam', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Amsterdam', '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 'Europe/Amsterdam', '2026-10-24T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Amsterdam', '2026-10-25T23:00:00.000Z'],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z'],
  ['2026-03-09', 'America/New_York', '2026-03-09T04:00:00.000Z'],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
  // Clocks go from midnight to one: the day has no 00:30.
  ['2024-04-26', 'Africa/Cairo', '2024-04-25T22:00:00.000Z'],
  // Clocks go from one back to midnight: the day begins with the first of the two.
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ['2026-01-01', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
  ['2026-01-01', 'Pacific/Pago_Pago', '2026-01-01T11:00:00.000Z'],
  // A day that Samoa left out begins when the next does.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
  ['1800-01-01', 'UTC', '1800-01-01T00:00:00.000Z'],
  ['8999-12-31', 'UTC', '8999-12-31T00:00:00.000Z'],
])('%s begins in %s at %s', (day, timeZone, moment) => {
  expect(startOfDay(day, timeZone).toISOString()).toBe(moment)
})

test('days are counted by the calendar, whatever the length of a day', () => {
  const today = '2026-03-31'
  const period = (op: 'last-days' | 'before-days' | 'next-days', days: number) =>
    periodOf({ type: 'date', op, days }, today)
  expect(period('last-days', 2)).toEqual({ from: '2026-03-29', before: '2026-04-01' })
  expect(period('before-days', 2)).toEqual({ before: '2026-03-29' })
  expect(period('next-days', 0)).toEqual({ from: today, before: '2026-04-01' })
  expect(periodOf({ type: 'date', op: 'present' }, today)).toBeUndefined()
})

test('who was born on 29 February has a birthday each year', () => {
  expect(birthdaysWithin(0, '2026-02-28')).toEqual(['02-28', '02-29'])
  expect(birthdaysWithin(1, '2028-02-28')).toEqual(['02-28', '02-29'])
  expect(birthdaysWithin(0, '2028-02-28')).toEqual(['02-28'])
  expect(birthdaysWithin(2, '2026-12-30')).toEqual(['12-30', '12-31', '01-01'])
  expect(birthdaysWithin(365, '2026-06-01')).toHaveLength(366)
})
