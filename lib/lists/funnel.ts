import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { listPermissions } from '@/lib/permissions/queries'
import { DomainError } from '@/lib/platform/errors'
import { selectFunnel } from './funnel.sql'
import type { MemberSource } from './members.sql'
import type { Funnel } from './schema'
import { withinTime } from './within-time'

/** Longest that a funnel is counted for. */
const funnelTimeoutMs = 10_000

/**
 * How many of a list's contacts are active, have an e-mail address as well, and hold the permission as well: exact, and of one
 * moment. Undefined when counting took longer than it may. The caller has checked that the list is the account's.
 * @throws DomainError not_found when there is no such permission
 */
export async function countFunnel(
  ctx: Context,
  source: MemberSource,
  bit: number | undefined,
  timeoutMs = funnelTimeoutMs,
): Promise<Funnel | undefined> {
  requireScope(ctx.actor, 'lists:read')
  const permission = bit === undefined ? null : await requirePermission(ctx, bit)
  const row = await withinTime(ctx, timeoutMs, ({ db, actor }) =>
    selectFunnel(db, actor.accountId, source, bit),
  )
  if (!row) return undefined
  const { members, active, mailable, permitted } = row
  return { members, active, mailable, permission, reach: permission === null ? mailable : permitted }
}

async function requirePermission(ctx: Context, bit: number): Promise<string> {
  const permission = (await listPermissions(ctx)).find((each) => each.bit === bit)
  if (permission) return permission.name
  throw new DomainError('not_found', 'There is no such permission any more.', {
    details: { kind: 'permission' },
  })
}
