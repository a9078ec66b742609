import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { userActor } from '@/lib/access/actor'
import type { Context, SystemContext } from '@/lib/access/context'
import type { Signed } from '@/lib/access/sessions'
import { isSetUp } from '@/lib/access/set-up'
import { listMemberships, type Membership } from '@/lib/access/users'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { auth } from './auth'
import { ownPath } from './own-path'

export type Session = {
  ctx: Context
  signed: Signed
  user: { name: string; email: string }
  /** The account the user works in now, and all they may enter. */
  membership: Membership
  memberships: Membership[]
}

const now = () => new Date()

/** For what happens before there is an actor. */
export function systemContext(): SystemContext {
  return { db: db(), now }
}

/** Asked once per request, however many components need it. Null: nobody is signed in. */
const readSession = cache(async (): Promise<Session | null> => {
  const sent = await headers()
  const found = await auth({ secure: isSecure(sent) }).api.getSession({ headers: sent })
  if (!found) return null
  const { session, user } = found
  const memberships = await listMemberships(systemContext(), user.id)
  const chosen = memberships.find(({ accountId }) => accountId === session.activeAccountId)
  const membership = chosen ?? memberships[0]
  if (!membership) return null
  return {
    ctx: { actor: userActor(membership.accountId, user.id, membership.role), db: db(), now },
    signed: { userId: user.id, sessionId: session.id },
    user: { name: user.name, email: user.email },
    membership,
    memberships,
  }
})

/** Who is signed in, with all a page shows of them; sends others to sign in, and back here afterwards. */
export async function requireUser(): Promise<Session> {
  const session = await readSession()
  if (session) return session
  await requireSetUp()
  const next = ownPath((await headers()).get('x-request-path'))
  redirect(next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`)
}

/** The context of a page or a server action. */
export async function requireSession(): Promise<Context> {
  return (await requireUser()).ctx
}

export async function isSignedIn(): Promise<boolean> {
  return (await readSession()) !== null
}

const known = singleton('set-up', () => ({ done: false }))

/** Sends everybody to the set-up page until it was used. */
export async function requireSetUp(): Promise<void> {
  if (!(await isInstalled())) redirect('/set-up')
}

export async function isInstalled(): Promise<boolean> {
  const state = known.get()
  state.done ||= await isSetUp(systemContext())
  return state.done
}

/** Whether the browser reached us over HTTPS, by the public address or a trusted proxy's word. */
export function isSecure(sent: Headers): boolean {
  const { APP_URL, TRUST_PROXY } = env()
  if (APP_URL) return APP_URL.startsWith('https:')
  return TRUST_PROXY && sent.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
}
