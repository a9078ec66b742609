import { expect, test } from 'vitest'
import { idOf, idsFrom, largeBody } from './data.mjs'
import { sizes } from './sizes.mjs'

test.each([1_000, 90_000, 265_000])('%d ids are all different, and those asked for', (count) => {
  const ids = new Set(idsFrom(100, count))
  expect(ids.size).toBe(count)
  expect(ids.has(idOf(100))).toBe(true)
  expect(ids.has(idOf(99 + count))).toBe(true)
})

test('a large body names each contact once', async () => {
  let text = ''
  for await (const chunk of largeBody(50_000)) text += chunk
  const lines = text.trimEnd().split('\n')
  expect(new Set(lines).size).toBe(50_000)
  expect(lines.every((line) => line < idOf(50_000))).toBe(true)
})

test.each(Object.entries(sizes))('%s: there are contacts for all that is measured', (_, size) => {
  expect(size.contacts).toBeGreaterThanOrEqual(size.members * 1.1)
  expect(size.contacts).toBeGreaterThanOrEqual((size.batches * size.repetitions + 6) * size.batchIds)
  expect(size.repetitions).toBe(5)
})
