import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { decrypt, encrypt, hmac, randomToken, safeEqual, sha256 } from './crypto'
import { overrideEnv } from './env'

const secret = 'a secret of the tests, longer than 32 characters'
overrideEnv({ DATABASE_URL: 'postgresql://unused', APP_SECRET: secret })
afterEach(() => overrideEnv({ APP_SECRET: secret }))

test('what was sealed opens again, whatever it holds, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (plain) => {
      const sealed = encrypt('test', plain)
      expect(decrypt('test', sealed)).toBe(plain.toWellFormed())
      expect(encrypt('test', plain)).not.toBe(sealed)
    }),
  )
})

test('one changed bit anywhere is noticed', () => {
  const sealed = Buffer.from(encrypt('test', 'consumer secret'), 'base64url')
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => decrypt('test', changed.toString('base64url')), `byte ${at}`).toThrow()
  }
  expect(() => decrypt('test', sealed.subarray(0, 28).toString('base64url'))).toThrow()
  expect(() => decrypt('test', '')).toThrow('not a sealed value')
})

test('another purpose or another APP_SECRET opens nothing and hashes differently', () => {
  const sealed = encrypt('one', 'x')
  const hashed = hmac('one', 'x')
  expect(() => decrypt('two', sealed)).toThrow()
  expect(hmac('two', 'x')).not.toBe(hashed)
  overrideEnv({ APP_SECRET: `${secret}, another` })
  expect(() => decrypt('one', sealed)).toThrow()
  expect(hmac('one', 'x')).not.toBe(hashed)
})

test('tokens are letters and digits, of one length, and do not repeat', () => {
  const tokens = Array.from({ length: 1_000 }, () => randomToken(32))
  expect(tokens.every((token) => /^[0-9A-Za-z]{43}$/.test(token))).toBe(true)
  expect(new Set(tokens).size).toBe(1_000)
  expect(randomToken(16)).toHaveLength(22)
})

test('secrets are equal only when every character is', () => {
  expect(safeEqual('secret', 'secret')).toBe(true)
  expect(safeEqual('secret', 'secreT')).toBe(false)
  expect(safeEqual('secret', 'secret ')).toBe(false)
  expect(safeEqual('', '')).toBe(true)
})

test('sha256 is the one of the standard', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
