import { timingSafeEqual } from 'node:crypto'
import { randomToken } from '@/lib/platform/crypto'
import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import { singleton } from '@/lib/platform/singleton'
import { type Actor, credentialActor } from '../actor'
import {
  admitConsumer,
  type ConsumerRow,
  findConsumer,
  findToken,
  noteUse,
  type TokenRow,
} from './lookup.sql'
import { openConsumerSecret, sealConsumerSecret, tokenHash } from './secrets'
import { tokenIdOf } from './token'

/** How exactly `lastUsedAt` is kept: each use would be a write. */
const lastUseStepMs = 60_000

type Standing = Pick<TokenRow, 'expires_at' | 'revoked_at' | 'last_used_at' | 'scopes'>

/** Who sends this bearer token. At most one query; a revoked or expired credential is refused from that moment on. */
export async function authenticateToken(token: string, now: Date): Promise<Actor> {
  const tokenId = tokenIdOf(token)
  if (tokenId === null) throw refused('This is not a whole bearer token: it has been cut or mistyped.')
  const hash = tokenHash(token)
  const isOver = ({ secret_expires_at: end }: TokenRow) => end !== null && end <= now
  const rows = (await findToken(tokenId)).filter((row) => !isOver(row))
  const row = rows.find(({ token_hash }) => timingSafeEqual(token_hash, hash))
  if (!row) throw refused('This bearer token is unknown, or was replaced by rotating.')
  return admit(row.account_id, row.id, row, now)
}

export type SignedRequest = {
  consumerKey: string
  /** Seconds since 1970, checked against the clock by the caller. */
  timestamp: number
  /** 1 to 255 characters. */
  nonce: string
  /** Whether the signature was made with this secret, told in constant time. */
  isSignedWith: (consumerSecret: string) => boolean
}

/**
 * Who signed this request (OAuth 1.0a). The secrets of a consumer key never change, so they are remembered; whether
 * they are still good is asked together with noting the nonce. So one query once a key is known, and revoking
 * works at once all the same. A wrong key takes as long as a wrong signature.
 */
export async function authenticateConsumer(request: SignedRequest, now: Date): Promise<Actor> {
  const { consumerKey } = request
  const remembered = matching(secrets.get().get(consumerKey), request)
  const secret = remembered ?? matching(await recall(consumerKey), request)
  if (!secret) throw refused('The consumer key is unknown, or the signature is not the one expected.')
  const use = await admitConsumer(secret, request, now)
  if (!use) throw refused('This consumer secret is over: it was replaced by rotating.')
  return admit(secret.account_id, secret.credential_id, use, now, use.fresh)
}

function admit(accountId: number, id: number, standing: Standing, now: Date, fresh = true): Actor {
  if (standing.revoked_at) throw refused('This credential was revoked.')
  if (standing.expires_at && standing.expires_at <= now) {
    throw refused(`This credential expired at ${standing.expires_at.toISOString()}.`)
  }
  if (!fresh) throw refused('This nonce was used before with this timestamp: sign every request anew.')
  const step = new Date(now.getTime() - lastUseStepMs)
  if (!standing.last_used_at || standing.last_used_at <= step) {
    // Nobody waits for it: the caller's work is worth more than the minute it was done in.
    noteUse(accountId, id, now, step).catch(reportBug)
  }
  return credentialActor(accountId, id, standing.scopes)
}

/** Consumer keys whose secrets are remembered, still encrypted; the one read longest ago goes first. */
const rememberedMax = 1_000
const secrets = singleton('consumerSecrets', () => new Map<string, ConsumerRow[]>())

async function recall(consumerKey: string): Promise<ConsumerRow[]> {
  const rows = await findConsumer(consumerKey)
  const known = secrets.get()
  known.delete(consumerKey)
  if (rows.length > 0) known.set(consumerKey, rows)
  for (const oldest of known.keys()) {
    if (known.size <= rememberedMax) break
    known.delete(oldest)
  }
  return rows
}

/** Stands in for the secrets of an unknown key, so that the same work is done as for a known one. */
const decoy = singleton<ConsumerRow>('consumerDecoy', () => ({
  account_id: 0,
  credential_id: 0,
  secret_id: 0,
  consumer_secret: sealConsumerSecret(randomToken()),
}))

function matching(rows: ConsumerRow[] = [], request: SignedRequest): ConsumerRow | undefined {
  const [newest = decoy.get(), older = decoy.get()] = rows
  const fits = (row: ConsumerRow) => request.isSignedWith(openConsumerSecret(row.consumer_secret))
  const matches = [newest, older].filter(fits)
  return matches.find((row) => row.secret_id !== 0)
}

function refused(message: string): DomainError {
  return new DomainError('unauthenticated', message)
}
