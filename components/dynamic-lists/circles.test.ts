import { expect, test } from 'vitest'
import { circlesOf, regionsOf, sharedArea } from './circles'

const area = (radius: number) => Math.PI * radius ** 2

test.each([
  [100, 50, 100],
  [1, 1, 1],
  [1_000_000, 1, 1_000_000],
  [1, 1_000_000, 1],
  [999_000, 1_000, 5],
  [3, 12, 400],
])('%d only here, %d in both, %d only there are drawn to scale', (onlyA, both, onlyB) => {
  const { a, b, distance } = circlesOf({ onlyA, both, onlyB })
  expect(area(a)).toBeCloseTo(onlyA + both, 3)
  expect(area(b)).toBeCloseTo(onlyB + both, 3)
  expect(Math.abs(sharedArea(a, b, distance) - both) / both).toBeLessThan(0.001)
})

test('who has nobody in common stands apart', () => {
  const { a, b, distance } = circlesOf({ onlyA: 10, both: 0, onlyB: 40 })
  expect(distance).toBeGreaterThan(a + b)
  const regions = regionsOf({ a, b, distance })
  expect(regions.onlyA).toEqual({ from: -a, to: a })
  expect(regions.onlyB).toEqual({ from: distance - b, to: distance + b })
  expect(regions.both.to - regions.both.from).toBe(0)
})

test('one within the other touches its edge from inside', () => {
  const { a, b, distance } = circlesOf({ onlyA: 30, both: 10, onlyB: 0 })
  expect(distance).toBeCloseTo(a - b)
  expect(sharedArea(a, b, distance)).toBeCloseTo(10)
  const { onlyA, both, onlyB } = regionsOf({ a, b, distance })
  expect(onlyA.to - onlyA.from).toBeCloseTo(2 * (a - b))
  expect(both.to - both.from).toBeCloseTo(2 * b)
  expect(onlyB.to - onlyB.from).toBeCloseTo(0)
  expect(circlesOf({ onlyA: 0, both: 10, onlyB: 30 }).distance).toBeCloseTo(distance)
})

test('equal ones lie on each other', () => {
  const { a, b, distance } = circlesOf({ onlyA: 0, both: 7, onlyB: 0 })
  expect([distance, a]).toEqual([0, b])
})

test('an empty one has no size, two empty ones neither', () => {
  const half = circlesOf({ onlyA: 0, both: 0, onlyB: 9 })
  expect(half.a).toBe(0)
  expect(area(half.b)).toBeCloseTo(9)
  expect(circlesOf({ onlyA: 0, both: 0, onlyB: 0 })).toEqual({ a: 0, b: 0, distance: 0 })
})

test('the regions of two that overlap follow each other', () => {
  const circles = circlesOf({ onlyA: 100, both: 50, onlyB: 60 })
  const { onlyA, both, onlyB } = regionsOf(circles)
  expect([onlyA.to, both.to]).toEqual([both.from, onlyB.from])
  expect(onlyA.from).toBe(-circles.a)
  expect(both.from).toBeLessThan(both.to)
})
