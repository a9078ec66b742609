import { expect, test } from 'vitest'
import { isMalformed } from './web-process'

test.each([
  ['/audience/bad%zz', true],
  ['/audience/%', true],
  ['/audience/%e4%b8', true],
  ['/audience/a%2Fb%20%E4%B8%AD', false],
  ['/audience/plain?name=50%', false],
  ['/audience', false],
])('%s: %s', (url, malformed) => {
  expect(isMalformed(url)).toBe(malformed)
})
