import { decrypt, encrypt, randomToken, sha256 } from '@/lib/platform/crypto'
import { newToken } from './token'

const purpose = 'consumer secret'

/** A fresh token and consumer secret, and the row that can check them. */
export function newSecrets(tokenId: string) {
  const token = newToken(tokenId)
  const consumerSecret = randomToken()
  return {
    plain: { token, consumerSecret },
    row: { tokenHash: tokenHash(token), consumerSecret: encrypt(purpose, consumerSecret) },
  }
}

export function newConsumerKey(): string {
  return randomToken(16)
}

export function tokenHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(sha256(token), 'hex'))
}

export function openConsumerSecret(sealed: string): string {
  return decrypt(purpose, sealed)
}

export function sealConsumerSecret(plain: string): string {
  return encrypt(purpose, plain)
}
