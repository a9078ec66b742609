import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { env } from '@/lib/platform/env'
import type { Outcome } from '../rules'
import {
  type Address,
  literalAddress,
  PrivateAddressError,
  type Resolve,
  requirePublic,
  systemResolve,
} from './address'

/** The whole exchange, name and connection included. Below the drain of the worker and the lease of a delivery. */
export const attemptMaxMs = 15_000
/** More of an answer is not read: only its status counts, and nothing of it is kept. */
export const responseMaxBytes = 16_384
const headerMaxBytes = 16_384

/** How the network is reached; all of it has defaults. */
export type Transport = { resolve?: Resolve; timeoutMs?: number }

class TimeoutError extends Error {}

/**
 * Posts a body and says what came of it; it never throws. Redirects are not followed, and no proxy is used. Unless
 * WEBHOOK_ALLOW_PRIVATE is on, it connects to public addresses only: to the very ones that were checked, since the
 * connection asks for them by the lookup that checks.
 */
export async function post(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string },
  { resolve = systemResolve, timeoutMs = attemptMaxMs }: Transport = {},
): Promise<Outcome> {
  const begun = performance.now()
  const answer = await new Promise<IncomingMessage>((done, fail) => {
    const request = open(new URL(url), headers, body, resolve)
    const timer = setTimeout(() => request.destroy(new TimeoutError()), timeoutMs)
    let answered: IncomingMessage | undefined
    // Of several endings the first counts, and once there is an answer its status does, however it is cut off.
    const end = (error: unknown) => (answered ? done(answered) : fail(error))
    request.on('error', end)
    request.on('response', (response) => {
      answered = response
      void discard(response).finally(() => done(response))
    })
    request.on('close', () => {
      clearTimeout(timer)
      end(Object.assign(new Error(), { code: 'ECONNRESET' }))
    })
    request.end(body)
  }).catch((error: unknown) => error)
  return { ...outcomeOf(answer, timeoutMs), durationMs: Math.round(performance.now() - begun) }
}

/** @throws PrivateAddressError for a private address in place of a name, which is connected to without a lookup */
function open(url: URL, headers: Record<string, string>, body: string, resolve: Resolve): ClientRequest {
  const literal = literalAddress(url)
  if (literal !== undefined) requireAllowed([{ address: literal, family: 0 }])
  return (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    // A connection of its own: none is shared between accounts, none is kept.
    agent: false,
    lookup: lookupBy(resolve),
    maxHeaderSize: headerMaxBytes,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Roster-Webhooks/1',
    },
  })
}

function requireAllowed(addresses: readonly Address[]): void {
  if (!env().WEBHOOK_ALLOW_PRIVATE) requirePublic(addresses)
}

function lookupBy(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    const found = resolve(hostname).then((addresses) => {
      requireAllowed(addresses)
      if (!addresses[0]) throw Object.assign(new Error(), { code: 'ENOTFOUND' })
      return addresses
    })
    found.then(
      (addresses) => {
        if (options.all) callback(null, addresses)
        else callback(null, addresses[0]?.address ?? '', addresses[0]?.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    )
  }
}

/** Reads what is answered up to the bound, so that the server can finish; then the connection is closed. */
async function discard(response: IncomingMessage): Promise<void> {
  let bytes = 0
  try {
    for await (const chunk of response) {
      bytes += chunk.length
      if (bytes > responseMaxBytes) break
    }
  } catch {
    // Cut off, by the server or by our own bound on time: the status has been given.
  }
  response.destroy()
}

function outcomeOf(answer: unknown, timeoutMs: number): Omit<Outcome, 'durationMs'> {
  if (!(answer instanceof http.IncomingMessage)) {
    return { httpStatus: null, error: reasonOf(answer, timeoutMs), retryAfterS: null }
  }
  const { statusCode: httpStatus = 0, headers } = answer
  if (httpStatus >= 200 && httpStatus < 300) return { httpStatus, error: null, retryAfterS: null }
  const redirect = httpStatus >= 300 && httpStatus < 400 ? ' Redirects are not followed.' : ''
  const wait = /^\d{1,9}$/.exec(headers['retry-after'] ?? '')?.[0]
  const error = `It answered ${httpStatus}.${redirect}`
  return { httpStatus, error, retryAfterS: wait === undefined ? null : Number(wait) }
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'The host name has no address.',
  EAI_AGAIN: 'The host name could not be looked up.',
  ECONNREFUSED: 'The connection was refused.',
  ECONNRESET: 'The connection was closed without an answer.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The host cannot be reached.',
  ETIMEDOUT: 'The host does not answer.',
}

/** Said in our words: those of the system may name addresses within our network. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof PrivateAddressError) return error.message
  if (error instanceof TimeoutError) return `There was no answer within ${timeoutMs / 1_000} s.`
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (/CERT|ALTNAME|TLS|SSL|SIGNATURE|EPROTO/.test(code)) return `The secure connection failed (${code}).`
  return reasons[code] ?? `The request failed (${code}).`
}
