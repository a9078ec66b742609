import type { Actor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { authenticateConsumer, authenticateToken } from '@/lib/access/credentials/authenticate'
import { db } from '@/lib/platform/db'
import { DomainError } from '@/lib/platform/errors'
import { isSignedWith, type Parameter, readOAuthHeader, signableUrls } from './oauth'

type Options = {
  /** The request's URL as its sender wrote it; `request.url` may name the host behind a proxy. */
  publicUrl: string
  now?: () => Date
}

/** A signed form is read whole to check it; no call of ours takes one this long. */
const formMaxBytes = 64 * 1024

/**
 * Who calls the API: a bearer token, or a request signed with OAuth 1.0a (RFC 5849, HMAC-SHA1, one-legged), on any
 * path. Throws `unauthenticated` with a message that helps a client's developer and tells an intruder nothing.
 */
export async function authenticate(request: Request, options: Options): Promise<Context> {
  const now = options.now ?? (() => new Date())
  const header = request.headers.get('authorization') ?? ''
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(.+)$/s.exec(header.trim()) ?? []
  return { actor: await actorOf(request, scheme.toLowerCase(), credentials, options, now()), db: db(), now }
}

async function actorOf(
  request: Request,
  scheme: string,
  credentials: string,
  { publicUrl }: Options,
  now: Date,
): Promise<Actor> {
  switch (scheme) {
    case 'bearer':
      return authenticateToken(credentials, now)
    case 'oauth':
      return authenticateSigned(request, publicUrl, credentials, now)
    default:
      throw refused(
        'Send a credential in the Authorization header: a bearer token, or an OAuth 1.0a signature.',
      )
  }
}

async function authenticateSigned(
  request: Request,
  publicUrl: string,
  text: string,
  now: Date,
): Promise<Actor> {
  const { signature, signed, ...header } = readOAuthHeader(text, now)
  if (!URL.canParse(publicUrl)) throw refused('The Host header is not a host.')
  const { searchParams } = new URL(publicUrl)
  const sent: Parameter[] = [...searchParams, ...(await formParameters(request))]
  const names = new Set(signed.map(([name]) => name))
  if (sent.some(([name]) => name.startsWith('oauth_') && names.has(name))) {
    throw refused('A parameter of the OAuth header is sent a second time outside it.')
  }
  const parts = {
    method: request.method,
    urls: urlsOf(request, new URL(publicUrl)),
    parameters: [...signed, ...sent],
  }
  const isSigned = (secret: string) => isSignedWith(secret, signature, parts)
  return authenticateConsumer({ ...header, isSignedWith: isSigned }, now)
}

/** The public URL, and the one of who asks this process directly, past the proxy: a neighbour in its network. */
function urlsOf(request: Request, { origin, pathname }: URL): string[] {
  const direct = `http://${request.headers.get('host')}`
  const origins = new Set([origin, URL.canParse(direct) ? new URL(direct).origin : origin])
  return [...origins].flatMap((each) => signableUrls(each, pathname))
}

/** The parameters of a form are signed too, those of any other body never (RFC 5849, 3.4.1.3.1). */
async function formParameters(request: Request): Promise<Parameter[]> {
  const contentType = request.headers.get('content-type') ?? ''
  const isForm = /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType)
  return isForm && request.body ? [...new URLSearchParams(await readForm(request))] : []
}

async function readForm(request: Request): Promise<string> {
  // A copy: what handles the request reads the body after us.
  const reader = request.clone().body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    bytes += chunk.value.byteLength
    if (bytes > formMaxBytes) {
      throw new DomainError('too_large', `A signed form has at most ${formMaxBytes} bytes.`)
    }
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}

function refused(message: string): DomainError {
  return new DomainError('unauthenticated', message)
}
