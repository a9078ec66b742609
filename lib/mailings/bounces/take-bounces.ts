import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { contactsOfAddress } from '@/lib/contacts/mailed/queries'
import { type MailedTo, readToken, tokenIn } from '../tracking/token'
import { noteBounce } from './note-bounce'
import { readReport } from './report'
import { BounceInput, type BounceKind, type BounceResult } from './schema'

/**
 * Notes what a provider tells of mails that came back, each for itself; answers in the same order. By address it is noted for every
 * contact that has it.
 */
export async function takeBounces(ctx: Context, bounces: readonly unknown[]): Promise<BounceResult[]> {
  requireScope(ctx.actor, 'contacts:write')
  const results: BounceResult[] = []
  for (const bounce of bounces) results.push(await takeBounce(ctx, bounce))
  return results
}

async function takeBounce(ctx: Context, given: unknown): Promise<BounceResult> {
  const read = BounceInput.safeParse(given)
  if (!read.success) {
    const [issue] = read.error.issues
    const place = issue?.path.length ? `${issue.path.join('.')}: ` : ''
    return { outcome: 'invalid', message: `${place}${issue?.message ?? 'Not valid.'}` }
  }
  const { token, email, kind, reason = null } = read.data
  if (token !== undefined) return note(ctx, readToken(token.trim()), { kind, reason })
  const contactIds = await contactsOfAddress(ctx, email ?? '')
  const outcomes = new Set<Outcome>()
  for (const contactId of contactIds)
    outcomes.add(await noteBounce(ctx, { mailingId: null, contactId, kind, reason }))
  return resultOf(outcomes.has('noted') ? 'noted' : outcomes.has('known') ? 'known' : 'unknown')
}

/**
 * Notes what one mail that came back reports. Whose it was is told by the token that every mail carries in its headers and its
 * bounce address: anybody can send such a mail, so that an address alone would let anybody stop the mail of anybody.
 */
export async function takeReport(ctx: Context, mail: Buffer): Promise<BounceResult> {
  requireScope(ctx.actor, 'contacts:write')
  const report = await readReport(mail)
  if ('ignored' in report) return { outcome: 'ignored', message: report.ignored }
  return note(ctx, tokenIn(mail.toString('latin1'), ctx.actor.accountId), report)
}

type Outcome = 'noted' | 'known' | 'unknown'

async function note(
  ctx: Context,
  mailed: MailedTo | undefined,
  bounce: { kind: BounceKind; reason: string | null },
): Promise<BounceResult> {
  if (mailed?.accountId !== ctx.actor.accountId) return resultOf('unknown')
  const { mailingId, contactId } = mailed
  return resultOf(await noteBounce(ctx, { mailingId, contactId, ...bounce }))
}

const messages: Record<Outcome, string> = {
  noted: 'Noted.',
  known: 'It was noted before.',
  unknown: 'There is no such mail or contact in this account.',
}

const resultOf = (outcome: Outcome): BounceResult => ({ outcome, message: messages[outcome] })
