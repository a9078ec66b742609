import { expect, test } from 'vitest'
import { newToken, newTokenId, tokenIdOf, tokenPrefix } from './token'

test('a token names its credential and survives nothing but being whole', () => {
  const tokenId = newTokenId()
  const token = newToken(tokenId)

  expect(token).toMatch(/^rst_[0-9A-Za-z]{13}_[0-9A-Za-z]{49}$/)
  expect(token.startsWith(tokenPrefix(tokenId))).toBe(true)
  expect(tokenIdOf(token)).toBe(tokenId)
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'x' ? 'y' : 'x'
    expect(tokenIdOf(token.slice(0, i) + other + token.slice(i + 1))).toBeNull()
    expect(tokenIdOf(token.slice(0, i))).toBeNull()
  }
})

test.each(['', ' ', 'rst__', 'Bearer', `rst_${'0'.repeat(13)}_${'0'.repeat(49)}`])(
  '%j is no token',
  (text) => {
    expect(tokenIdOf(text)).toBeNull()
  },
)
