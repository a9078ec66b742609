import { createHash } from 'node:crypto'
import type { Context } from '@/lib/access/context'
import { decrypt, encrypt } from '@/lib/platform/crypto'
import { reportBug } from '@/lib/platform/log'
import { toStream } from './body'
import {
  claimKey,
  extendKey,
  type KeyOwner,
  keepAnswer,
  pruneKeys,
  releaseKey,
  type StoredAnswer,
} from './idempotency.sql'
import { HttpProblem, toProblem } from './problem'

export const keyMaxChars = 255
const keptS = 24 * 3600
/** A key whose process died comes free after this long; a living one extends it well before. */
const leaseS = 60
const extendEveryMs = 15_000
const retryAfterS = 2
/** An answer may hold what is shown only once, such as a secret: at rest nobody can read it. */
const purpose = 'idempotent answer'
const keptHeaders = ['content-type', 'location', 'etag', 'content-language']

/** The body of a request as its verb will read it, and a hash of all that decides what the request means. */
export class HashedBody {
  private readonly hash = createHash('sha256')
  private readonly source: ReadableStream<Uint8Array> | undefined
  private readable: ReadableStream<Uint8Array> | undefined
  private complete = false

  /** `meaning`: what tells two requests apart beside their bodies. */
  constructor(meaning: readonly string[], body: Uint8Array | ReadableStream<Uint8Array>) {
    this.hash.update(JSON.stringify(meaning))
    if (body instanceof Uint8Array) {
      this.hash.update(body)
      this.complete = true
    } else {
      this.source = body
    }
  }

  /** The bytes on their way to the verb, hashed as they pass. */
  stream(): ReadableStream<Uint8Array> {
    this.readable ??= toStream(this.passing())
    return this.readable
  }

  /** The hash of the whole, once the whole was read. */
  digest(): Buffer | null {
    return this.complete ? this.hash.copy().digest() : null
  }

  /** Reads what nobody is going to use, only to know whether it is the same as before. */
  async drain(): Promise<Buffer | null> {
    if (!this.complete) for await (const _ of this.stream());
    return this.digest()
  }

  private async *passing(): AsyncGenerator<Uint8Array> {
    if (!this.source) return
    for await (const chunk of this.source) {
      this.hash.update(chunk)
      yield chunk
    }
    this.complete = true
  }
}

/** The key of a request, or undefined when it has none or the caller is no credential. */
export function idempotencyKey(ctx: Context, request: Request): KeyOwner | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null || ctx.actor.kind !== 'credential') return undefined
  // Printable ASCII, as HTTP carries it; the draft's quotes around the key are part of it here.
  if (!/^[\x20-\x7e]+$/.test(key) || key.length > keyMaxChars) {
    const detail = `An Idempotency-Key has 1 to ${keyMaxChars} printable ASCII characters.`
    throw new HttpProblem('invalid', detail, {
      errors: [{ in: 'header', pointer: '/Idempotency-Key', detail }],
    })
  }
  return { accountId: ctx.actor.accountId, credentialId: ctx.actor.credentialId, key }
}

/**
 * Runs `work` once per key: a repetition gets the first answer. Answers that ask to try again (5xx, 429, a lock) and
 * those given before the whole body was read are not kept, so that the repetition is a real attempt.
 */
export async function once(
  owner: KeyOwner,
  operationId: string,
  body: HashedBody,
  work: () => Promise<Response>,
): Promise<Response> {
  const claim = await claimKey(owner, operationId, body.digest(), leaseS)
  if ('stored' in claim) return repeat(claim.stored, operationId, body)
  const { token } = claim
  const timer = setInterval(() => void extendKey(owner, token, leaseS).catch(reportBug), extendEveryMs)
  try {
    const response = await work().catch(toProblem)
    const hash = body.digest()
    if (hash === null || !isFinal(response)) {
      await releaseKey(owner, token)
      return response
    }
    const text = await response.text()
    const headers = pick(response.headers)
    await keepAnswer(
      owner,
      token,
      { hash, status: response.status, headers, body: encrypt(purpose, text) },
      keptS,
    )
    return answerOf(response.status, response.headers, text)
  } finally {
    clearInterval(timer)
  }
}

async function repeat(stored: StoredAnswer, operationId: string, body: HashedBody): Promise<Response> {
  const { status, request_hash: first } = stored
  const other = () =>
    new HttpProblem('idempotency_mismatch', 'This Idempotency-Key was used for another request.')
  if (stored.operation !== operationId) throw other()
  const known = body.digest()
  if (first && known && !known.equals(first)) throw other()
  if (status === null || !first) {
    const detail = 'The first request with this Idempotency-Key is still running.'
    throw new HttpProblem('idempotency_running', detail, { retryAfterS })
  }
  const hash = known ?? (await body.drain())
  if (!hash?.equals(first)) throw other()
  const headers = new Headers({ ...stored.headers, 'idempotency-replayed': 'true' })
  return answerOf(status, headers, stored.body === null ? '' : decrypt(purpose, stored.body))
}

function isFinal(response: Response): boolean {
  return response.status < 500 && response.status !== 429 && !response.headers.has('retry-after')
}

function pick(headers: Headers): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const name of keptHeaders) {
    const value = headers.get(name)
    if (value !== null) kept[name] = value
  }
  return kept
}

function answerOf(status: number, headers: Headers, text: string): Response {
  return new Response(text === '' ? null : text, { status, headers })
}

/** Forgets the keys whose 24 hours are over. */
export const pruneIdempotencyKeys = pruneKeys
