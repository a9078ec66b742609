import { describe, expect, test } from 'vitest'
import { baseString, isSignedWith, readOAuthHeader, signableUrls, signatureOf } from './oauth'

const at = (seconds: number) => new Date(seconds * 1000)

/** A header that is right, with changes: undefined leaves the parameter out. */
function headerWith(changes: Record<string, string | undefined> = {}, separator = ', '): string {
  const parameters = {
    oauth_consumer_key: 'dpf43f3p2l4k3l03',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: '137131200',
    oauth_nonce: 'wIjqoS',
    oauth_signature: '74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D',
    ...changes,
  }
  return Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`)
    .join(separator)
}

const read = (text: string) => readOAuthHeader(text, at(137131200))

describe('the examples of RFC 5849', () => {
  test('1.2: a request signed without a token', () => {
    const header = read(
      'realm="Photos",\n' +
        '        oauth_consumer_key="dpf43f3p2l4k3l03",\n' +
        '        oauth_signature_method="HMAC-SHA1",\n' +
        '        oauth_timestamp="137131200",\n' +
        '        oauth_nonce="wIjqoS",\n' +
        '        oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready",\n' +
        '        oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"',
    )
    const parts = {
      method: 'POST',
      urls: ['https://photos.example.net/initiate'],
      parameters: header.signed,
    }

    expect(header.signature).toBe('74KNZJeDHnMBp0EMJ9ZHt/XKycU=')
    expect(isSignedWith('kd94hf93k423kf44', header.signature, parts)).toBe(true)
    expect(isSignedWith('kd94hf93k423kf45', header.signature, parts)).toBe(false)
    expect(isSignedWith('kd94hf93k423kf44', header.signature, { ...parts, method: 'GET' })).toBe(false)
  })

  test('3.4.1.1: the base string of query, form and header together', () => {
    const parameters = [
      ...new URLSearchParams('b5=%3D%253D&a3=a&c%40=&a2=r%20b'),
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
      ...new URLSearchParams('c2&a3=2+q'),
    ] as const

    expect(baseString({ method: 'post', parameters: [...parameters] }, 'http://example.com/request')).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D' +
        '%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a' +
        '%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    )
  })

  test('3.6: only unreserved characters stay as they are', () => {
    const parameters = [['a', "-._~!'()* é/"]] as const

    expect(baseString({ method: 'GET', parameters: [...parameters] }, 'http://a/')).toBe(
      'GET&http%3A%2F%2Fa%2F&a%3D-._~%2521%2527%2528%2529%252A%2520%25C3%25A9%252F',
    )
  })
})

test('the key of the signature is the secret, percent-encoded, and an ampersand', () => {
  expect(signatureOf('a&b', 'base')).toBe('tKHA7+X9QGqp7wg/xyW7fPDBIMQ=')
})

describe('the header', () => {
  test.each([
    ['commas without space', headerWith({}, ',')],
    ['commas with spaces around', headerWith({}, '  ,   ')],
    ['tabs', headerWith({}, ',\t')],
    ['space around the equals sign', headerWith({}, ', ').replaceAll('="', ' = "')],
    ['an empty token', headerWith({ oauth_token: '' })],
    ['version 1.0', headerWith({ oauth_version: '1.0' })],
    ['a realm', `realm="https://a.example/",${headerWith()}`],
    ['a nonce of 1 character', headerWith({ oauth_nonce: 'n' })],
    ['a nonce of 255 characters', headerWith({ oauth_nonce: 'n'.repeat(255) })],
    ['a nonce with signs', headerWith({ oauth_nonce: '%2B%2F%3D-%22%2C%C3%A9' })],
    ['five minutes late', headerWith({ oauth_timestamp: '137131500' })],
    ['five minutes early', headerWith({ oauth_timestamp: '137130900' })],
  ])('is read with %s', (_, text) => {
    expect(read(text)).toMatchObject({ consumerKey: 'dpf43f3p2l4k3l03' })
  })

  test('holds the signature percent-encoded or raw', () => {
    const raw = 'a+b/c+d='

    expect(read(headerWith({ oauth_signature: raw })).signature).toBe(raw)
    expect(read(headerWith({ oauth_signature: encodeURIComponent(raw) })).signature).toBe(raw)
  })

  test('signs all it holds but realm and signature, the empty token too', () => {
    const { signed } = read(`realm="r", ${headerWith({ oauth_token: '' })}`)

    expect(signed.map(([name]) => name)).toEqual([
      'oauth_consumer_key',
      'oauth_signature_method',
      'oauth_timestamp',
      'oauth_nonce',
      'oauth_token',
    ])
  })

  test.each([
    ['nothing', '', /not a list/],
    ['no quotes', 'oauth_nonce=a', /not a list/],
    ['no comma', 'oauth_nonce="a" oauth_timestamp="1"', /not a list/],
    ['a comma too many', `${headerWith()},`, /not a list/],
    ['a quote too few', headerWith().slice(0, -1), /not a list/],
    ['a broken escape', headerWith({ oauth_nonce: '%zz' }), /percent-encoded/],
    ['bytes that are not UTF-8', headerWith({ oauth_nonce: '%ff' }), /percent-encoded/],
    ['a parameter twice', `${headerWith()}, oauth_nonce="other"`, /more than once/],
    ['an escaped parameter twice', `${headerWith()}, oauth%5Fnonce="other"`, /more than once/],
    ['no key', headerWith({ oauth_consumer_key: undefined }), /lacks oauth_consumer_key/],
    ['an empty nonce', headerWith({ oauth_nonce: '' }), /lacks oauth_nonce/],
    ['no signature', headerWith({ oauth_signature: undefined }), /lacks oauth_signature/],
    ['another method', headerWith({ oauth_signature_method: 'HMAC-SHA256' }), /HMAC-SHA1/],
    ['the plain secret', headerWith({ oauth_signature_method: 'PLAINTEXT' }), /HMAC-SHA1/],
    ['another version', headerWith({ oauth_version: '2.0' }), /oauth_version/],
    ['a token', headerWith({ oauth_token: 'kkk9d7dh3k39sjv7' }), /oauth_token/],
    ['a nonce of 256 characters', headerWith({ oauth_nonce: 'n'.repeat(256) }), /oauth_nonce/],
    ['a null character', headerWith({ oauth_nonce: 'a%00b' }), /oauth_nonce/],
    ['a null character in the key', headerWith({ oauth_consumer_key: 'a%00' }), /oauth_consumer_key/],
    ['a second too late', headerWith({ oauth_timestamp: '137131501' }), /oauth_timestamp/],
    ['a second too early', headerWith({ oauth_timestamp: '137130899' }), /oauth_timestamp/],
    ['a timestamp that is no number', headerWith({ oauth_timestamp: '1.3e8' }), /oauth_timestamp/],
    ['a negative timestamp', headerWith({ oauth_timestamp: '-137131200' }), /oauth_timestamp/],
  ])('is refused with %s', (_, text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'unauthenticated', message: expect.stringMatching(message) }),
    )
  })

  test('takes time that grows no faster than its length', () => {
    const startedAt = performance.now()

    expect(() => read(`${'a '.repeat(4_000)}"`)).toThrow()
    expect(() => read(`a="${' ,'.repeat(4_000)}`)).toThrow()
    expect(performance.now() - startedAt).toBeLessThan(200)
  })
})

test.each([
  ['https://a.example', ['https://a.example/p', 'https://a.example:443/p']],
  ['http://a.example:80', ['http://a.example/p', 'http://a.example:80/p']],
  ['http://a.example:443', ['http://a.example:443/p']],
  ['https://A.example:8443', ['https://a.example:8443/p']],
])('%s may be signed as %j', (origin, urls) => {
  expect(signableUrls(origin, '/p')).toEqual(urls)
})
