import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { env } from './env'

const version = 1
const ivBytes = 12
const tagBytes = 16
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A key per purpose, so that what is sealed for one is worthless for another. */
const keys = new Map<string, Buffer>()
function keyOf(purpose: string): Buffer {
  const secret = env().APP_SECRET
  const id = `${purpose}\0${secret}`
  const known = keys.get(id)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', secret, 'roster', purpose, 32))
  keys.set(id, key)
  return key
}

/** AES-256-GCM; the answer holds version, nonce and tag, and opens only with the same purpose and APP_SECRET. */
export function encrypt(purpose: string, plain: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(`encrypt ${purpose}`), iv)
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.from([version]), iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Throws when the text was changed, sealed for another purpose, or under another APP_SECRET. */
export function decrypt(purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes[0] !== version || bytes.length < 1 + ivBytes + tagBytes) throw new Error('not a sealed value')
  const iv = bytes.subarray(1, 1 + ivBytes)
  const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(`encrypt ${purpose}`), iv, {
    authTagLength: tagBytes,
  })
  decipher.setAuthTag(tag)
  const plain = [decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]
  return Buffer.concat(plain).toString('utf8')
}

/** A keyed hash, as base64url: only this installation can compute or check it. */
export function hmac(purpose: string, value: string): string {
  return createHmac('sha256', keyOf(`hmac ${purpose}`))
    .update(value)
    .digest('base64url')
}

/**
 * The two blocks that HMAC-SHA256 wraps a value in (RFC 2104), so that SQL can compute the digests of a whole set:
 * sha256(outer || sha256(inner || value)) is what `hmac` answers for the same purpose.
 */
export function hmacBlocks(purpose: string): { inner: Buffer; outer: Buffer } {
  const key = Buffer.alloc(64)
  keyOf(`hmac ${purpose}`).copy(key)
  return { inner: key.map((byte) => byte ^ 0x36) as Buffer, outer: key.map((byte) => byte ^ 0x5c) as Buffer }
}

/**
 * A name for row `id` of an account that says nothing about either and can't be guessed; always the same for the same row.
 * One block under a key of its own purpose is a permutation: two rows never get the same name.
 */
export function opaqueId(purpose: string, accountId: number, id: bigint): string {
  const block = Buffer.alloc(16)
  block.writeInt32BE(accountId, 0)
  block.writeBigInt64BE(id, 8)
  const cipher = createCipheriv('aes-256-ecb', keyOf(`opaque ${purpose}`), null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url')
}

/** As lower-case hexadecimal. Only for values with enough randomness of their own. */
export function sha256(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex')
}

/** `bytes` bytes of randomness in letters and digits, which every shell, URL and double click leaves whole. */
export function randomToken(bytes = 32): string {
  let value = BigInt(`0x${randomBytes(bytes).toString('hex')}`)
  let token = ''
  const length = Math.ceil((bytes * 8) / Math.log2(base62.length))
  for (let i = 0; i < length; i++) {
    token += base62.charAt(Number(value % 62n))
    value /= 62n
  }
  return token
}

/** Compares secrets in a time that says nothing about where they differ. */
export function safeEqual(a: string, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(a), digest(b))
}
