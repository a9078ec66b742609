import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hmac } from '@/lib/platform/crypto'
import { overrideEnv } from '@/lib/platform/env'
import { bounceAddress, readBounceAddress, recipientUrls } from './addresses'
import { readToken, recipientToken, tokenIn } from './token'

overrideEnv({
  DATABASE_URL: 'postgresql://unused',
  APP_SECRET: 'a secret of the tests, longer than 32 characters',
})

const ids = { accountId: 3, mailingId: 512n, contactId: 8_100_200n }
const token = recipientToken(ids)
const bigId = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n })

test('a token reads back as what it was made of, and is short', () => {
  expect(token).toMatch(/^[0-9a-z-]{1,48}$/)
  const any = fc.record({
    accountId: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    mailingId: bigId,
    contactId: bigId,
  })
  fc.assert(
    fc.property(any, (each) => {
      expect(readToken(recipientToken(each))).toEqual(each)
    }),
  )
})

test('a token with any bit changed, or written otherwise, is refused', () => {
  const bytes = Buffer.from(token, 'latin1')
  const changed = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const copy = Buffer.from(bytes)
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    return copy.toString('latin1')
  })
  expect(changed.filter((text) => readToken(text) !== undefined)).toEqual([])
  const others = [
    '',
    `0${token}`,
    ` ${token}`,
    `${token}0`,
    token.slice(0, -1),
    token.toUpperCase(),
    `${token}\n`,
  ]
  for (const other of others) expect(readToken(other), other).toBeUndefined()
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => readToken(text) === undefined),
  )
})

test('the ids of another token do not go with this one', () => {
  const mac = token.slice(token.lastIndexOf('-'))
  for (const other of ['4-512-8100200', '3-513-8100200', '3-512-8100201', '35-12-8100200'])
    expect(readToken(`${other}${mac}`)).toBeUndefined()
})

test('what was signed for another purpose or under another secret is refused', () => {
  const signed = Buffer.from(hmac('webhook', '3-512-8100200'), 'base64url').subarray(0, 16)
  const mac = BigInt(`0x${signed.toString('hex')}`)
    .toString(36)
    .padStart(25, '0')
  expect(readToken(`3-512-8100200-${mac}`)).toBeUndefined()
  overrideEnv({ APP_SECRET: 'another secret of the tests, longer than 32 characters' })
  expect(readToken(token)).toBeUndefined()
  overrideEnv({ APP_SECRET: 'a secret of the tests, longer than 32 characters' })
})

test('the addresses of a mail begin where the installation is', () => {
  const urls = recipientUrls('https://mail.shop.example/', token)
  expect(urls.unsubscribe).toBe(`https://mail.shop.example/unsubscribe/${token}`)
  expect(urls.link(2)).toBe(`https://mail.shop.example/click/${token}/2`)
})

test('a bounce address leads back to its token, also in capitals, and is never longer than addresses may be', () => {
  const address = bounceAddress('news@shop.example', token)
  expect(address).toBe(`news+${token}@shop.example`)
  for (const text of [address, address.toUpperCase(), ` ${address} `])
    expect(readToken(readBounceAddress(text) ?? '')).toEqual(ids)
  expect(readBounceAddress(bounceAddress('a+b@shop.example', token))).toBe(token)
  const long = `${'n'.repeat(40)}@shop.example`
  expect(bounceAddress(long, token)).toBe(long)
  for (const text of ['', 'news@shop.example', '+@x', 'news+a@b@c'])
    expect(readBounceAddress(text)).toBeUndefined()
})

test('a token is found in a text among what only looks like one, and of the own account only', () => {
  const forged = `3-1-1-${'a'.repeat(25)}`
  const other = recipientToken({ ...ids, accountId: 4 })
  const text = `${forged} <NEWS+${token.toUpperCase()}@SHOP.EXAMPLE> ${other}`
  expect(tokenIn(text, 3)).toEqual(ids)
  expect(tokenIn(text, 4)).toEqual({ ...ids, accountId: 4 })
  expect(tokenIn(text, 5)).toBeUndefined()
  expect(tokenIn(`1${token} ${token}0`, 3)).toBeUndefined()
  expect(tokenIn(`${`${forged} `.repeat(50)}${token}`, 3)).toBeUndefined()
  expect(tokenIn('1-'.repeat(500_000), 3)).toBeUndefined()
})
