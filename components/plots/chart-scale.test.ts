import { expect, test } from 'vitest'
import { areaPath, barsPath, labelledPlaces, linePath, scaleAcross, scaleTo } from './chart-scale'

test.each([
  [0, 4, [0, 1]],
  [1, 4, [0, 1]],
  [3, 4, [0, 1, 2, 3]],
  [4, 4, [0, 1, 2, 3, 4]],
  [5, 4, [0, 2, 4, 6]],
  [1000, 4, [0, 500, 1000]],
  [1001, 4, [0, 500, 1000, 1500]],
  [1_234_567, 4, [0, 500_000, 1_000_000, 1_500_000]],
  [97, 1, [0, 100]],
  [101, 1, [0, 200]],
])('a scale to %d in at most %d steps has round ticks', (max, steps, ticks) => {
  expect(scaleTo(max, steps)).toEqual({ top: ticks.at(-1), ticks })
})

test('a scale always reaches what it shows, in no more steps than asked for', () => {
  for (let max = 0; max < 3000; max++) {
    const { top, ticks } = scaleTo(max, 4)
    expect(top).toBeGreaterThanOrEqual(max)
    expect(ticks.length).toBeLessThanOrEqual(5)
    expect(ticks.every(Number.isInteger)).toBe(true)
  }
})

test.each([
  [0, 0, 1, 0],
  [5, 0, 5, 0],
  [0, 3, 0, 4],
  [270, 50, 400, 200],
  [1_000_000, 3, 1_000_000, 500_000],
])('%d up and %d down share one scale from %d to -%d', (up, down, top, bottom) => {
  expect(scaleAcross(up, down)).toEqual({ up: top, down: bottom })
})

test.each([
  [1, [0]],
  [2, [0, 1]],
  [5, [0, 1, 2, 3, 4]],
  [30, [0, 7, 15, 22, 29]],
])('%d places have labels at the first, the last and between', (count, places) => {
  expect(labelledPlaces(count)).toEqual(places)
})

test('a line is level to both edges; one value is a level line', () => {
  expect(linePath([5], 10, 100)).toBe('M0 50L0.5 50L1 50')
  expect(linePath([0, 10], 10, 100)).toBe('M0 100L0.5 100L1.5 0L2 0')
  expect(areaPath([5], 10, 100)).toBe('M0 50L0.5 50L1 50V100H0Z')
})

test('bars go up or down from their base, nothing has none, and one of a million shows', () => {
  expect(barsPath([0, 10], 40, 4)).toBe('M1.15 40v-40h0.7v40z')
  expect(barsPath([10, 0], 40, -2)).toBe('M0.15 40v20h0.7v-20z')
  expect(barsPath([1, 1_000_000], 40, 40 / 1_000_000)).toContain('v-1.5h')
})
