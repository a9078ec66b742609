import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createCredential } from '@/lib/access/credentials/commands'
import { type CredentialScope, credentialScopes } from '@/lib/access/schema'
import { newAccount } from './account'

type Handler = (request: Request, segment: { params: Promise<unknown> }) => Promise<Response>
type Sent = { headers?: Record<string, string>; body?: unknown; params?: Record<string, string> }

/** A client of the API with a real credential of its own account. Calls route handlers as the framework does. */
export async function newApiClient(options: { scopes?: readonly CredentialScope[]; account?: Context } = {}) {
  const account = options.account ?? (await newAccount())
  const ctx = { ...account, actor: systemActor(account.actor.accountId) }
  const scopes = [...(options.scopes ?? credentialScopes)]
  const { secrets } = await createCredential(ctx, { name: 'API client', scopes })
  return {
    ctx: account,
    token: secrets.token,
    send: (handler: Handler, url: string, { headers, body, params }: Sent = {}, method = 'GET') =>
      handler(
        new Request(new URL(url, 'http://roster.test'), {
          method,
          headers: { authorization: `Bearer ${secrets.token}`, ...contentTypeOf(body), ...headers },
          ...(body !== undefined && { body: bodyOf(body), duplex: 'half' }),
        } as RequestInit),
        { params: Promise.resolve(params ?? {}) },
      ),
  }
}

function contentTypeOf(body: unknown): Record<string, string> {
  return body === undefined || isRaw(body) ? {} : { 'content-type': 'application/json' }
}

function bodyOf(body: unknown): BodyInit {
  return isRaw(body) ? body : JSON.stringify(body)
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> | ReadableStream {
  return typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
}
