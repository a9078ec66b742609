import { expect, test } from 'vitest'
import { momentAt, wallTime } from './wall-time'

test.each([
  ['2026-05-18T09:00', 'Europe/Amsterdam', '2026-05-18T07:00:00.000Z'],
  ['2026-01-18T09:00', 'Europe/Amsterdam', '2026-01-18T08:00:00.000Z'],
  ['2026-05-18T00:00', 'Pacific/Kiritimati', '2026-05-17T10:00:00.000Z'],
  ['2026-05-18T09:00', 'Asia/Kathmandu', '2026-05-18T03:15:00.000Z'],
  ['2026-05-18T09:00', 'UTC', '2026-05-18T09:00:00.000Z'],
  // The clocks go from 02:00 to 03:00, and in autumn from 03:00 to 02:00.
  ['2026-03-29T01:59', 'Europe/Amsterdam', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Amsterdam', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Amsterdam', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T03:00', 'Europe/Amsterdam', '2026-10-25T02:00:00.000Z'],
])('%s in %s is %s, and back', (wall, timeZone, utc) => {
  expect(momentAt(wall, timeZone).toISOString()).toBe(utc)
  expect(wallTime(new Date(utc), timeZone)).toBe(wall)
})

test('half past two on a night without that hour is half past three', () => {
  const moment = momentAt('2026-03-29T02:30', 'Europe/Amsterdam')
  expect(wallTime(moment, 'Europe/Amsterdam')).toBe('2026-03-29T03:30')
})
