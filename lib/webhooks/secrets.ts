import { randomBytes } from 'node:crypto'
import { decrypt, encrypt } from '@/lib/platform/crypto'

const purpose = 'webhook secret'
const prefix = 'whsec_'
/** Standard Webhooks asks for 24 to 64. */
const secretBytes = 32

/** A fresh secret as the receiver writes it down, and as the database keeps it. */
export function newSecret(): { plain: string; sealed: string } {
  const plain = prefix + randomBytes(secretBytes).toString('base64')
  return { plain, sealed: encrypt(purpose, plain) }
}

/** The key that signs. */
export function openSecret(sealed: string): Buffer {
  return Buffer.from(decrypt(purpose, sealed).slice(prefix.length), 'base64')
}
