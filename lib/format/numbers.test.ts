import { expect, it } from 'vitest'
import { formatAmount, formatCount, formatCountShort, formatNoun, formatShare } from './counts'
import { formatDuration, formatEvery } from './durations'
import { formatSize } from './sizes'

it.each([
  [0, '0'],
  [999, '999'],
  [12_403, '12,403'],
  [1_000_000n, '1,000,000'],
])('count %s', (count, text) => expect(formatCount(count)).toBe(text))

it.each([
  [999, '999'],
  [12_403, '12.4K'],
  [1_500_000, '1.5M'],
])('short count %s', (count, text) => expect(formatCountShort(count)).toBe(text))

it.each([
  [0, '0.00'],
  [-1234.5, '-1,234.50'],
  [999_999_999_999.99, '999,999,999,999.99'],
])('amount %s', (amount, text) => expect(formatAmount(amount)).toBe(text))

it('agrees a noun with its count', () => {
  expect(formatNoun(1, 'contact')).toBe('1 contact')
  expect(formatNoun(1n, 'contact')).toBe('1 contact')
  expect(formatNoun(0, 'contact')).toBe('0 contacts')
  expect(formatNoun(12_403, 'property', 'properties')).toBe('12,403 properties')
})

it.each([
  [0, '0%'],
  [0.0001, '<0.1%'],
  [0.125, '12.5%'],
  [0.9999, '>99.9%'],
  [1, '100%'],
])('share %s', (value, text) => expect(formatShare(value)).toBe(text))

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [9960, '10 kB'],
  [999_700, '1.0 MB'],
  [1_536_000, '1.5 MB'],
  [200_000_000, '200 MB'],
])('size %d', (bytes, text) => expect(formatSize(bytes)).toBe(text))

it.each([
  [-5, '0 ms'],
  [430, '430 ms'],
  [999.7, '1.0 s'],
  [2449, '2.4 s'],
  [9960, '10 s'],
  [59_700, '1 min'],
  [185_000, '3 min 5 s'],
  [3_600_000, '1 h'],
  [7_800_000, '2 h 10 min'],
  [4 * 86_400_000 + 3 * 3_600_000, '4 d 3 h'],
])('duration %d', (ms, text) => expect(formatDuration(ms)).toBe(text))

it.each([
  [1, 'Every minute'],
  [15, 'Every 15 minutes'],
  [60, 'Every hour'],
  [90, 'Every 90 minutes'],
  [360, 'Every 6 hours'],
  [1440, 'Every day'],
  [10_080, 'Every 7 days'],
])('every %d minutes', (minutes, text) => expect(formatEvery(minutes)).toBe(text))
