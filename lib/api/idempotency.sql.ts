import { pool } from '@/lib/platform/pool'

export type KeyOwner = { accountId: number; credentialId: number; key: string }

export type StoredAnswer = {
  operation: string
  request_hash: Buffer | null
  status: number | null
  headers: Record<string, string> | null
  body: string | null
}

type Claim = { token: string } | { stored: StoredAnswer }

/**
 * Takes the key, when it is new or its time is over. Committed at once and outside the verb's transaction, so that a
 * second request sees it while the first still runs.
 */
export async function claimKey(
  { accountId, credentialId, key }: KeyOwner,
  operation: string,
  hash: Buffer | null,
  leaseS: number,
): Promise<Claim> {
  const claimed = await pool().query<{ token: string }>(
    `insert into idempotency_key as k (account_id, credential_id, key, operation, request_hash, expires_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
     on conflict (account_id, credential_id, key) do update
       set operation = excluded.operation, request_hash = excluded.request_hash, expires_at = excluded.expires_at,
         status = null, headers = null, body = null, started_at = now(), finished_at = null
       where k.expires_at < now()
     returning started_at::text as token`,
    [accountId, credentialId, key, operation, hash, leaseS],
  )
  if (claimed.rows[0]) return { token: claimed.rows[0].token }
  const found = await pool().query<StoredAnswer>(
    `select operation, request_hash, status, headers, body from idempotency_key
     where account_id = $1 and credential_id = $2 and key = $3`,
    [accountId, credentialId, key],
  )
  const running = { operation, request_hash: null, status: null, headers: null, body: null }
  // Given back between the two statements: to the caller that is the same as still running.
  return { stored: found.rows[0] ?? running }
}

/** Says that the request still runs; a process that dies stops saying so, and the key comes free. */
export async function extendKey(owner: KeyOwner, token: string, leaseS: number): Promise<void> {
  await pool().query(
    `update idempotency_key set expires_at = now() + make_interval(secs => $5)
     where account_id = $1 and credential_id = $2 and key = $3 and started_at = $4::timestamptz and finished_at is null`,
    [owner.accountId, owner.credentialId, owner.key, token, leaseS],
  )
}

export type Answer = { hash: Buffer; status: number; headers: Record<string, string>; body: string }

export async function keepAnswer(
  owner: KeyOwner,
  token: string,
  answer: Answer,
  keptS: number,
): Promise<void> {
  await pool().query(
    `update idempotency_key
     set request_hash = $5, status = $6, headers = $7, body = $8, finished_at = now(),
       expires_at = now() + make_interval(secs => $9)
     where account_id = $1 and credential_id = $2 and key = $3 and started_at = $4::timestamptz`,
    [
      owner.accountId,
      owner.credentialId,
      owner.key,
      token,
      answer.hash,
      answer.status,
      answer.headers,
      answer.body,
      keptS,
    ],
  )
}

export async function releaseKey(owner: KeyOwner, token: string): Promise<void> {
  await pool().query(
    `delete from idempotency_key
     where account_id = $1 and credential_id = $2 and key = $3 and started_at = $4::timestamptz`,
    [owner.accountId, owner.credentialId, owner.key, token],
  )
}

/** Forgets what is over. Safe to run at any time and by anybody; for the schedule. */
export async function pruneKeys(): Promise<number> {
  const { rowCount } = await pool().query(`delete from idempotency_key where expires_at < now()`)
  return rowCount ?? 0
}
