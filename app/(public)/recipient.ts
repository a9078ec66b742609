import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { readBytes } from '@/lib/api/body'
import { type MailedTo, readToken } from '@/lib/mailings/tracking/token'
import { clientAddress } from '@/lib/platform/client-address'
import { withinPublicRate } from '@/lib/session/public-rate'
import { systemContext } from '@/lib/session/session'

export type Recipient = { ctx: Context; mailed: MailedTo }

/** Whose mail a link is of. The address is all there is to prove it: nobody signs in here. */
export function recipientOf(token: string): Recipient | undefined {
  const mailed = readToken(token)
  return mailed && { ctx: { ...systemContext(), actor: systemActor(mailed.accountId) }, mailed }
}

/**
 * The same for a request that does something. By token where it is one of ours, for many recipients may share an address that their
 * provider asks from; by address where it is not.
 */
export async function admitted(request: Request, token: string): Promise<Recipient | Response> {
  const recipient = recipientOf(token)
  const key = recipient ? token : clientAddress(request.headers)
  if (!(await withinPublicRate(key)))
    return new Response('Too many requests. Try again in a minute.', {
      status: 429,
      headers: { 'retry-after': '60' },
    })
  return recipient ?? new Response('There is no such link.', { status: 404 })
}

/** The same for who sits before a browser: a link that does not work has a page that says so. */
export function shown(refusal: Response): Response {
  return refusal.status === 404 ? seeOther('/no-such-link') : refusal
}

const formMaxBytes = 64 * 1024

/** A form of either kind that browsers and mail providers post; undefined: it is none. */
export async function readForm(request: Request): Promise<FormData | undefined> {
  const bytes = await readBytes(request, formMaxBytes).catch(() => undefined)
  const type = request.headers.get('content-type') ?? ''
  if (!bytes) return undefined
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
}

/** To a page of ours, by GET. */
export function seeOther(path: `/${string}`): Response {
  return new Response(null, { status: 303, headers: { location: path } })
}
