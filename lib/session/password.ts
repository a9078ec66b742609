import { APIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { endOtherSessions } from '@/lib/access/sessions'
import { listMemberships } from '@/lib/access/users'
import { clientAddress } from '@/lib/platform/client-address'
import { db } from '@/lib/platform/db'
import { DomainError } from '@/lib/platform/errors'
import { auth } from './auth'
import { isSecure, requireUser, systemContext } from './session'
import { throttled } from './throttle'

const notRight = 'The e-mail address or the password is not right.'

/** Starts a session; its cookie goes with the answer. An unknown address takes as long as a wrong password. */
export async function signIn({ email, password }: { email: string; password: string }): Promise<void> {
  const sent = await headers()
  await throttled(email, clientAddress(sent), async () => {
    const { signInEmail } = auth({ secure: isSecure(sent) }).api
    const { user } = await refusedAs(notRight, signInEmail({ body: { email, password }, headers: sent }))
    if ((await listMemberships(systemContext(), user.id)).length > 0) return
    // Their account is gone: there is nothing a session could be for.
    await db().userSession.deleteMany({ where: { userId: user.id } })
    throw new DomainError('unauthenticated', notRight)
  })
}

export async function signOut(): Promise<void> {
  const sent = await headers()
  await auth({ secure: isSecure(sent) }).api.signOut({ headers: sent })
}

/** Ends the user's other sessions: whoever knew the old password is out. */
export async function changePassword(input: { current: string; password: string }): Promise<void> {
  const { user, signed } = await requireUser()
  const sent = await headers()
  await throttled(user.email, clientAddress(sent), () =>
    refusedAs(
      'This is not your password now.',
      auth({ secure: isSecure(sent) }).api.changePassword({
        body: { currentPassword: input.current, newPassword: input.password },
        headers: sent,
      }),
      'current',
    ),
  )
  await endOtherSessions(systemContext(), signed)
}

/** The library's refusals all read alike, so that none tells what was wrong. */
async function refusedAs<T>(message: string, attempt: Promise<T>, field?: string): Promise<T> {
  try {
    return await attempt
  } catch (cause) {
    if (!(cause instanceof APIError) || cause.statusCode >= 500) throw cause
    throw new DomainError('unauthenticated', message, { cause, ...(field !== undefined && { field }) })
  }
}
