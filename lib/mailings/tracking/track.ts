import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import type { MailedTo } from './token'
import { writeClick, writeOpening } from './track.sql'

/** Notes that the mail was shown with its images, the first time. Nothing where it never went, or the person was erased. */
export async function noteOpening(ctx: Context, recipient: MailedTo): Promise<void> {
  requireScope(ctx.actor, 'mailings:write')
  await writeOpening(ctx.db, ctx.actor.accountId, { ...recipient, now: ctx.now() })
}

/** Where the link of that number leads, noting that it was followed if that `counts`; undefined: the mailing has no such link. */
export async function followLink(
  ctx: Context,
  recipient: MailedTo,
  link: { number: number; counts: boolean },
): Promise<string | undefined> {
  requireScope(ctx.actor, 'mailings:write')
  return writeClick(ctx.db, ctx.actor.accountId, { ...recipient, now: ctx.now() }, link)
}
