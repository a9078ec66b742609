import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { emailKey } from '../rules/email'
import { selectByEmail } from './mailed.sql'

/** Of one address that many ids share, at most so many. */
const sharedMax = 100

/** The contacts that have this e-mail address, in any case of its letters. */
export async function contactsOfAddress(ctx: Context, email: string): Promise<bigint[]> {
  requireScope(ctx.actor, 'contacts:read')
  const key = emailKey(email.trim().replaceAll('\0', '').toWellFormed())
  return key === '' ? [] : selectByEmail(ctx.db, ctx.actor.accountId, key, sharedMax)
}
