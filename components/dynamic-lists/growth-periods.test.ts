import { expect, test } from 'vitest'
import type { GrowthDay } from '@/lib/syncs/schema'
import { figuresOf, formatPeriod, periodDays, periodsOf } from './growth-periods'

/** On day `i` i join and one leaves. */
function days(count: number): GrowthDay[] {
  let members = 100
  return Array.from({ length: count }, (_, i) => {
    members += i - 1
    const day = new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)
    return { day, members, joined: i, left: 1 }
  })
}

test.each([
  [1, 1],
  [90, 1],
  [190, 1],
  [191, 7],
  [366, 7],
  [1331, 14],
  [3660, 21],
])('%d days are drawn in periods of %d', (count, size) => {
  expect(periodDays(count)).toBe(size)
})

test('periods end with the last day and lose nobody', () => {
  const all = days(17)
  const periods = periodsOf(all, 7)
  expect(periods.map(({ first, last }) => [first, last])).toEqual([
    ['2026-01-01', '2026-01-03'],
    ['2026-01-04', '2026-01-10'],
    ['2026-01-11', '2026-01-17'],
  ])
  expect(periods.map(({ joined, left }) => [joined, left])).toEqual([
    [0 + 1 + 2, 3],
    [3 + 4 + 5 + 6 + 7 + 8 + 9, 7],
    [10 + 11 + 12 + 13 + 14 + 15 + 16, 7],
  ])
  for (const [at, period] of periods.entries()) {
    const before = periods[at - 1]?.members ?? 100
    expect(period.members).toBe(before + period.joined - period.left)
  }
})

test('a day is a period of its own where there are few', () => {
  expect(periodsOf(days(2))).toEqual([
    { first: '2026-01-01', last: '2026-01-01', members: 99, joined: 0, left: 1 },
    { first: '2026-01-02', last: '2026-01-02', members: 99, joined: 1, left: 1 },
  ])
})

test('the figures begin before the first day', () => {
  const figures = { first: '2026-01-01', last: '2026-01-03', start: 100, end: 100, joined: 3, left: 3 }
  expect(figuresOf(days(3))).toEqual(figures)
  expect(figuresOf([])).toBeUndefined()
})

test('a period is said by its days', () => {
  expect(formatPeriod({ first: '2026-09-30', last: '2026-09-30' })).toBe('30 Sep 2026')
  expect(formatPeriod({ first: '2026-12-28', last: '2027-01-03' })).toBe('28 Dec 2026 – 3 Jan 2027')
})
