import { askedTogether } from '@/lib/platform/asked-together'
import { pool } from '@/lib/platform/pool'

// Asked for every API call, so plain and prepared: one round trip each, by a unique key.

export type TokenRow = {
  account_id: number
  id: number
  scopes: string[]
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  token_hash: Buffer
  /** Of the secret: it was replaced by rotating. */
  secret_expires_at: Date | null
}

/** A row for each secret of the credential, the newest first: one, or two while rotating. Busy senders ask together. */
export const findToken = askedTogether(async (tokenId: string): Promise<TokenRow[]> => {
  const { rows } = await pool().query<TokenRow>({
    name: 'find-token',
    text: `
      select c.account_id, c.id, c.scopes, c.expires_at, c.revoked_at, c.last_used_at,
        s.token_hash, s.expires_at as secret_expires_at
      from api_credential c
      join api_credential_secret s on s.account_id = c.account_id and s.credential_id = c.id
      where c.token_id = $1
      order by s.id desc`,
    values: [tokenId],
  })
  return rows
})

export type ConsumerRow = {
  account_id: number
  credential_id: number
  secret_id: number
  consumer_secret: string
}

/** The secrets of a consumer key, the newest first. What may end them is asked later, by `admitConsumer`. */
export async function findConsumer(consumerKey: string): Promise<ConsumerRow[]> {
  const { rows } = await pool().query<ConsumerRow>({
    name: 'find-consumer',
    text: `
      select s.account_id, s.credential_id, s.id as secret_id, s.consumer_secret
      from api_credential c
      join api_credential_secret s on s.account_id = c.account_id and s.credential_id = c.id
      where c.consumer_key = $1
      order by s.id desc`,
    values: [consumerKey],
  })
  return rows
}

export type ConsumerStanding = {
  scopes: string[]
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  /** False: this nonce came before, with this timestamp. */
  fresh: boolean
}

/**
 * Notes the nonce of a request whose signature is right, and answers whether its credential still stands: one
 * statement. None when the secret is over. The nonce need not survive a crash of the database by a fraction of a
 * second, so the commit does not wait for the disk: set_config(…, true) holds for this statement's transaction.
 */
export async function admitConsumer(
  secret: ConsumerRow,
  request: { timestamp: number; nonce: string },
  now: Date,
): Promise<ConsumerStanding | undefined> {
  const { rows } = await pool().query<ConsumerStanding>({
    name: 'use-consumer',
    text: `
      with live as (
        select c.account_id, c.id, c.scopes, c.expires_at, c.revoked_at, c.last_used_at
        from api_credential c
        join api_credential_secret s on s.account_id = c.account_id and s.credential_id = c.id
        where c.account_id = $1 and c.id = $2 and s.id = $3 and (s.expires_at is null or s.expires_at > $6)
      ), seen as (
        insert into oauth_nonce (account_id, credential_id, timestamp, nonce)
        select account_id, id, $4, $5
        from live, set_config('synchronous_commit', 'off', true) as quick
        where quick = 'off' and revoked_at is null and (expires_at is null or expires_at > $6)
        on conflict do nothing
        returning 1
      )
      select scopes, expires_at, revoked_at, last_used_at, exists (select from seen) as fresh from live`,
    values: [
      secret.account_id,
      secret.credential_id,
      secret.secret_id,
      request.timestamp,
      request.nonce,
      now,
    ],
  })
  return rows[0]
}

/** Moves `last_used_at` on, unless somebody did since `before`. */
export async function noteUse(accountId: number, credentialId: number, now: Date, before: Date) {
  await pool().query({
    name: 'note-use',
    text: `
      update api_credential set last_used_at = $3
      where account_id = $1 and id = $2 and (last_used_at is null or last_used_at <= $4)`,
    values: [accountId, credentialId, now, before],
  })
}
