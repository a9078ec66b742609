import { expect, test } from 'vitest'
import { median, ratios, spreadOf } from './statistics.mjs'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[10, 2], 6],
  // By value, not as text: as text 100 stands before 9.
  [[100, 9, 20, 8, 30], 20],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected)
})

test('a spread has the extremes of what was measured, which it leaves as it was', () => {
  const values = [5, 1, 9]
  expect(spreadOf(values)).toEqual({ median: 5, min: 1, max: 9 })
  expect(values).toEqual([5, 1, 9])
})

test('ratios are of the pairs that were measured together', () => {
  expect(ratios([30, 10, 8], [10, 10, 2])).toEqual([3, 1, 4])
})

test.each([[[]], [[1, Number.NaN]], [[Number.POSITIVE_INFINITY]], [[-1]]])(
  'what was not measured is not a result: %j',
  (values) => {
    expect(() => median(values)).toThrow(/measure/)
    expect(() => spreadOf(values)).toThrow(/measure/)
  },
)

test('a pair that lacks its counterpart, or whose counterpart took no time, is no result', () => {
  expect(() => ratios([1, 2], [1])).toThrow('counterpart')
  expect(() => ratios([1], [0])).toThrow('measurement')
})
