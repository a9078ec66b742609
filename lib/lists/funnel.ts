import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { listPermissions } from '@/lib/permissions/queries'
import { DomainError } from '@/lib/platform/errors'
import { isStatementTimeout } from '@/lib/platform/sql-state'
import { selectFunnel } from './funnel.sql'
import type { MemberSource } from './members.sql'
import { limitStatements } from './reach.sql'
import type { Funnel } from './schema'

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
  try {
    const { members, active, mailable, permitted } = await inTransaction(ctx, async ({ db, actor }) => {
      await limitStatements(db, timeoutMs)
      return selectFunnel(db, actor.accountId, source, bit)
    })
    const reach = permission === null ? mailable : permitted
    return { members, active, mailable, permission, reach }
  } catch (error) {
    if (!isStatementTimeout(error)) throw error
    return undefined
  }
}

async function requirePermission(ctx: Context, bit: number): Promise<string> {
  const permission = (await listPermissions(ctx)).find((each) => each.bit === bit)
  if (permission) return permission.name
  throw new DomainError('not_found', 'There is no such permission any more.', {
    details: { kind: 'permission' },
  })
}
