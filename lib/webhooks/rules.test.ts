import { expect, test } from 'vitest'
import { decide, failingMaxMs, jitterShare, type Outcome, retryDelaysS } from './rules'

const now = new Date('2026-05-18T03:00:00Z')
const outcome = (
  httpStatus: number | null,
  error: string | null,
  retryAfterS: number | null = null,
): Outcome => ({
  httpStatus,
  error,
  retryAfterS,
  durationMs: 1,
})
const failed = outcome(500, 'It answered 500.')
const given = { retry: 0, failingSince: null, now, random: 0 }
const secondsTo = (date: Date | null) => ((date?.getTime() ?? Number.NaN) - now.getTime()) / 1_000

test('success ends it, and what failed before is forgotten', () => {
  const decision = decide(outcome(200, null), { ...given, retry: 4, failingSince: now })
  expect(decision).toEqual({ status: 'delivered', nextAt: null, failingSince: null, switchOff: null })
})

test('each failure is tried again by the schedule, which takes days, and then it ends', () => {
  const waits = retryDelaysS.map((_, retry) => secondsTo(decide(failed, { ...given, retry }).nextAt))
  expect(waits).toEqual([...retryDelaysS])
  expect(waits.reduce((sum, wait) => sum + wait) / 86_400).toBeGreaterThan(3)
  expect(decide(failed, { ...given, retry: retryDelaysS.length })).toEqual({
    status: 'failed',
    nextAt: null,
    failingSince: now,
    switchOff: null,
  })
})

test('chance makes a wait longer, by its share at most', () => {
  expect(secondsTo(decide(failed, { ...given, retry: 1, random: 0.5 }).nextAt)).toBe(
    300 * (1 + jitterShare / 2),
  )
})

test.each([
  [60, 60],
  [2, 5],
  [999_999_999, 86_400],
])('Retry-After %d is heeded within bounds: %d', (asked, waited) => {
  expect(secondsTo(decide(outcome(503, 'x', asked), given).nextAt)).toBe(waited)
})

test('410 switches off at once', () => {
  expect(decide(outcome(410, 'It answered 410.'), given)).toMatchObject({
    status: 'failed',
    switchOff: 'gone',
  })
})

test.each([
  [failingMaxMs - 1, null],
  [failingMaxMs, 'failing'],
])('failing for %d ms switches it off: %s', (ms, switchOff) => {
  const failingSince = new Date(now.getTime() - ms)
  expect(decide(failed, { ...given, failingSince })).toMatchObject({ failingSince, switchOff })
})
