import { crc32 } from 'node:zlib'
import { randomToken } from '@/lib/platform/crypto'

/**
 * A bearer token is `rst_<tokenId>_<secret><checksum>`, all letters and digits:
 * - `tokenId`, 13 characters, finds the credential; it is no secret and stays the same when rotating;
 * - `secret`, 43 characters of 256 random bits. With so much randomness a plain SHA-256 is a safe way to keep it;
 * - `checksum`, the last 6: the CRC-32 of all before it, in base 62. A typo or a cut is refused without asking
 *   the database, and scanners for leaked secrets tell a real token from a look-alike.
 */
const shape = /^rst_([0-9A-Za-z]{13})_[0-9A-Za-z]{49}$/
const checksumLength = 6
const tokenIdBytes = 9
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export function newTokenId(): string {
  return randomToken(tokenIdBytes)
}

export function newToken(tokenId: string): string {
  const body = `${tokenPrefix(tokenId)}${randomToken()}`
  return body + checksum(body)
}

/** The part of a token that may be shown. */
export function tokenPrefix(tokenId: string): string {
  return `rst_${tokenId}_`
}

/** The tokenId of a whole and unharmed token, else null. */
export function tokenIdOf(token: string): string | null {
  const tokenId = shape.exec(token)?.[1]
  if (tokenId === undefined) return null
  const body = token.slice(0, -checksumLength)
  return checksum(body) === token.slice(-checksumLength) ? tokenId : null
}

function checksum(body: string): string {
  let rest = crc32(body)
  let text = ''
  for (let i = 0; i < checksumLength; i++) {
    text = digits.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text
}
