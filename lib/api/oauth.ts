import { createHmac } from 'node:crypto'
import { safeEqual } from '@/lib/platform/crypto'
import { DomainError } from '@/lib/platform/errors'

/** A name and value as they go into the signature: decoded. */
export type Parameter = readonly [name: string, value: string]

/** What an `Authorization: OAuth …` header says, its own rules checked. */
export type OAuthHeader = {
  consumerKey: string
  signature: string
  timestamp: number
  nonce: string
  /** All but realm and oauth_signature, which are not signed (RFC 5849, 3.4.1.3.1). */
  signed: Parameter[]
}

/** What a signature covers. */
export type SignedParts = {
  method: string
  /** Origin and path, in each way the client may rightly have written them: one suffices. */
  urls: string[]
  parameters: Parameter[]
}

const nonceMax = 255
const keyMax = 255
/** How far a client's clock may be off, either way. */
export const timestampWindowS = 300

/** Reads the header's parameters, given without the word OAuth; throws when they break RFC 5849 or our use of it. */
export function readOAuthHeader(text: string, now: Date): OAuthHeader {
  const parameters = parseList(text)
  const values = new Map(parameters)
  if (values.size !== parameters.length) throw refused('The OAuth header names a parameter more than once.')
  const get = (name: string) => values.get(name) ?? ''
  requireOurUse(values)
  return {
    consumerKey: bounded('oauth_consumer_key', get('oauth_consumer_key'), keyMax),
    signature: get('oauth_signature'),
    timestamp: readTimestamp(get('oauth_timestamp'), now),
    nonce: bounded('oauth_nonce', get('oauth_nonce'), nonceMax),
    signed: parameters.filter(([name]) => name !== 'realm' && name !== 'oauth_signature'),
  }
}

const required = ['consumer_key', 'signature_method', 'signature', 'timestamp', 'nonce']

function requireOurUse(values: Map<string, string>): void {
  const missing = required.map((name) => `oauth_${name}`).filter((name) => !values.get(name))
  if (missing.length > 0) throw refused(`The OAuth header lacks ${missing.join(', ')}.`)
  if (values.get('oauth_signature_method') !== 'HMAC-SHA1') {
    throw refused('Only the signature method HMAC-SHA1 is supported here.')
  }
  if ((values.get('oauth_version') ?? '1.0') !== '1.0')
    throw refused('Only oauth_version 1.0 is supported here.')
  if (values.get('oauth_token')) {
    throw refused('Sign with the consumer key and secret alone: oauth_token is empty or absent here.')
  }
}

/** `name="value"`, separated by commas with or without space. */
function parseList(text: string): Parameter[] {
  const item = /\s*([^\s=,"]+)\s*=\s*"([^"]*)"\s*(,|$)/y
  const parameters: Parameter[] = []
  for (let goesOn = true; goesOn; ) {
    const [, name, value, end] = item.exec(text) ?? []
    if (name === undefined || value === undefined) {
      throw refused('The OAuth header is not a list of name="value" separated by commas.')
    }
    parameters.push([percentDecode(name), percentDecode(value)])
    goesOn = end === ','
  }
  return parameters
}

// A signature sent raw passes unchanged: Base64 has no percent sign, and a plus stays a plus here.
function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    throw refused('The OAuth header is not percent-encoded UTF-8.', cause)
  }
}

function bounded(name: string, value: string, max: number): string {
  if (value.length <= max && !/\p{Cc}/u.test(value)) return value
  throw refused(`${name} has at most ${max} characters, none of them a control character.`)
}

function readTimestamp(text: string, now: Date): number {
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  const ours = Math.floor(now.getTime() / 1000)
  if (Math.abs(seconds - ours) <= timestampWindowS) return seconds
  throw refused(`oauth_timestamp must be within ${timestampWindowS} seconds of the time here, now ${ours}.`)
}

/** Compares in constant time. */
export function isSignedWith(secret: string, signature: string, parts: SignedParts): boolean {
  return parts.urls.some((url) => safeEqual(signature, signatureOf(secret, baseString(parts, url))))
}

/** HMAC-SHA1. One-legged: there is no token, so nothing follows the `&` (RFC 5849, 3.4.2). */
export function signatureOf(secret: string, base: string): string {
  return createHmac('sha1', `${percentEncode(secret)}&`)
    .update(base)
    .digest('base64')
}

/** The signature base string (RFC 5849, 3.4.1). */
export function baseString({ method, parameters }: Omit<SignedParts, 'urls'>, url: string): string {
  const normalized = parameters
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([nameA, a], [nameB, b]) => compare(nameA, nameB) || compare(a, b))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return [method.toUpperCase(), url, normalized].map(percentEncode).join('&')
}

// What is encoded is ASCII, so comparing UTF-16 units is comparing bytes.
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** All but RFC 3986's unreserved characters as %XX in upper case (RFC 5849, 3.6). */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  })
}

/** RFC 5849, 3.4.1.2 drops a default port; clients that spell it out in the URL sign it too. */
export function signableUrls(origin: string, path: string): string[] {
  const url = new URL(origin)
  const port = url.protocol === 'https:' ? 443 : 80
  const spelledOut = url.port === '' ? [`${url.origin}:${port}${path}`] : []
  return [`${url.origin}${path}`, ...spelledOut]
}

function refused(message: string, cause?: unknown): DomainError {
  return new DomainError('unauthenticated', message, { cause })
}
