import { expect, test } from 'vitest'
import { growthDaysOf } from './growth-days'

// Already the 26th in Amsterdam.
const place = {
  createdAt: '2026-10-31T23:30:00Z',
  now: new Date('2026-11-25T23:30:00Z'),
  timeZone: 'Europe/Amsterdam',
}

test.each([
  [{}, { range: '90', from: '2026-08-29', to: '2026-11-26' }],
  [{ range: '30' as const }, { range: '30', from: '2026-10-28', to: '2026-11-26' }],
  [{ range: 'all' as const }, { range: 'all', from: '2026-11-01', to: '2026-11-26' }],
  [
    { from: '2026-01-01', to: '2026-01-31' },
    { range: undefined, from: '2026-01-01', to: '2026-01-31' },
  ],
  [
    { range: '30' as const, from: '2026-11-20' },
    { range: undefined, from: '2026-11-20', to: '2026-11-26' },
  ],
  [{ to: '2026-03-31' }, { range: undefined, from: '2026-01-01', to: '2026-03-31' }],
  [
    { from: '2026-11-01', to: '2999-01-01' },
    { range: undefined, from: '2026-11-01', to: '2026-11-26' },
  ],
])('the address %j asks for %j', (query, days) => {
  expect(growthDaysOf(query, place)).toEqual(days)
})

test('all of an old list is as far back as is answered at once', () => {
  const days = growthDaysOf({ range: 'all' }, { ...place, createdAt: '2001-01-01T00:00:00Z' })
  expect((Date.parse(days.to) - Date.parse(days.from)) / 86_400_000 + 1).toBe(3660)
})
