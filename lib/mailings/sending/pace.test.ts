import { expect, test } from 'vitest'
import { Pace } from './pace'

test.each([
  [1, 10],
  [7, 10],
  [50, 5],
  [500, 2],
])('%i per second is never passed, and nearly reached', (perSecond, seconds) => {
  let now = 0
  const pace = new Pace(perSecond, () => now)
  const sent: number[] = []
  while (now < seconds * 1_000) {
    for (let n = pace.grant(20); n > 0; n--) sent.push(now)
    now += Math.min(5, pace.waitMs())
  }
  const within = (from: number) => sent.filter((at) => at >= from && at < from + 1_000).length
  for (const from of sent) expect(within(from)).toBeLessThanOrEqual(perSecond * 1.02 + 1)
  expect(sent.length).toBeGreaterThanOrEqual(perSecond * seconds * 0.98 - 1)
})

test('what was granted and not used may go later; without a bound all may go', () => {
  const pace = new Pace(100, () => 0)
  expect([pace.grant(5), pace.grant(5)]).toEqual([2, 0])
  pace.giveBack(2)
  expect(pace.grant(5)).toBe(2)
  expect([new Pace(0).grant(20), new Pace(0).waitMs()]).toEqual([20, 0])
})
