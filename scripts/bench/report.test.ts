import { expect, test } from 'vitest'
import { judged, toJson, toTable } from './report.mjs'

const spread = (median: number) => ({ median, min: median / 2, max: median * 2 })
const row = (median: number, limit: number, unit: string) =>
  judged({ name: 'work', spread: spread(median), limit, unit })

test.each([
  ['×', 1.5, 1.5, true],
  ['×', 1.501, 1.5, false],
  ['ms', 29.9, 30, true],
  ['ms', 31, 30, false],
  ['MB', 100.4, 100, false],
])('%s: %d of at most %d is met: %s', (unit, value, limit, met) => {
  expect(row(value, limit, unit).met).toBe(met)
})

test.each([
  [499.9, false],
  [500, true],
  [900, true],
])('a rate is to be reached: %d of at least 500 is met: %s', (value, met) => {
  expect(row(value, 500, '/s').met).toBe(met)
})

test('the median decides, not the best', () => {
  const lucky = { median: 2, min: 1, max: 3 }
  expect(judged({ name: 'work', spread: lucky, limit: 1.5, unit: '×' }).met).toBe(false)
})

test('what was not measured passes no limit', () => {
  expect(() => row(Number.NaN, 1, 'ms')).toThrow('measurement')
  expect(() => toJson([])).toThrow('Nothing')
})

test('the JSON has name, value, limit and met of each row, and nothing else', () => {
  expect(JSON.parse(toJson([row(1.23456, 1.5, '×'), row(400, 500, '/s')]))).toEqual({
    rows: [
      { name: 'work (×)', value: 1.235, limit: 1.5, met: true },
      { name: 'work (/s)', value: 400, limit: 500, met: false },
    ],
  })
})

test('the table says the median, the spread, the limit and whether it is met', () => {
  const table = toTable([
    judged({
      name: 'page',
      spread: { median: 12.34, min: 9.876, max: 151.2 },
      limit: 30,
      unit: 'ms',
      notes: 'deep',
    }),
    row(400, 500, '/s'),
  ])
  const cells = table.split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  expect(cells).toEqual([
    ['work', 'median', 'min–max', 'limit', 'met', 'what it is made of'],
    cells[1],
    ['page', '12.3 ms', '9.88–151', '≤ 30 ms', 'yes', 'deep'],
    ['work', '400 /s', '200–800', '≥ 500 /s', 'NO', ''],
  ])
  expect(new Set(table.split('\n').map((line) => line.length)).size).toBe(1)
})
