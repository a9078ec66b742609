import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { clientAddress, settleForwarded } from './client-address'
import { overrideEnv } from './env'

const forged = {
  'x-forwarded-for': '1.2.3.4, 9.9.9.9',
  'x-forwarded-host': 'evil.example',
  'x-forwarded-proto': 'https',
  host: 'roster.example',
}
const settled = (headers: IncomingMessage['headers']) => {
  const request = {
    headers: { ...headers },
    socket: { remoteAddress: '10.0.0.1' } as IncomingMessage['socket'],
  }
  settleForwarded(request)
  return request.headers
}

// What testDatabase sets otherwise; no database is asked here.
overrideEnv({ DATABASE_URL: 'postgresql://localhost/none' })
afterEach(() => overrideEnv({ TRUST_PROXY: 'false' }))

describe('settleForwarded', () => {
  test('believes nobody without a proxy', () => {
    expect(settled(forged)).toEqual({ host: 'roster.example', 'x-forwarded-for': '10.0.0.1' })
    expect(settled({})).toEqual({ 'x-forwarded-for': '10.0.0.1' })
  })

  test('believes what the proxy added, not what came to it', () => {
    overrideEnv({ TRUST_PROXY: 'true' })

    expect(settled(forged)).toEqual({ ...forged, 'x-forwarded-for': '9.9.9.9' })
    expect(settled({})).toEqual({ 'x-forwarded-for': '10.0.0.1' })
  })

  test('believes the last entry alone, however many came and in however many headers', () => {
    overrideEnv({ TRUST_PROXY: 'true' })

    for (const [sent, believed] of [
      ['9.9.9.9', '9.9.9.9'],
      ['evil, 9.9.9.9', '9.9.9.9'],
      ['1.1.1.1,2.2.2.2 ,9.9.9.9 ', '9.9.9.9'],
      ['1.1.1.1, ', '10.0.0.1'],
      ['', '10.0.0.1'],
    ] as const)
      expect(settled({ 'x-forwarded-for': sent })).toEqual({ 'x-forwarded-for': believed })
    expect(
      settled({ 'x-forwarded-host': 'evil.example, roster.example', 'x-forwarded-proto': 'https, http' }),
    ).toEqual({
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'roster.example',
      'x-forwarded-proto': 'http',
    })
  })
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('%s counts as %s', (address, counted) => {
  expect(clientAddress(new Headers({ 'x-forwarded-for': address }))).toBe(counted)
})
