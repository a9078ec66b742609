import { DomainError } from '@/lib/platform/errors'
import type { SystemContext } from './context'
import type { SessionInfo } from './schema'
import { listMemberships } from './users'

/** Whose sessions: a user has the same ones in every account. */
export type Signed = { userId: string; sessionId: string }

/** Where the user is signed in, the newest first. */
export async function listSessions(
  ctx: SystemContext,
  { userId, sessionId }: Signed,
): Promise<SessionInfo[]> {
  const rows = await ctx.db.userSession.findMany({
    where: { userId, expiresAt: { gt: ctx.now() } },
    select: { id: true, userAgent: true, ipAddress: true, createdAt: true, expiresAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 100,
  })
  return rows.map((row) => ({
    id: row.id,
    current: row.id === sessionId,
    userAgent: row.userAgent,
    address: row.ipAddress ? shortened(row.ipAddress) : null,
    startedAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }))
}

/** `2001:0db8:0000:…` as people write it. */
function shortened(address: string): string {
  const url = `http://[${address}]`
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address
}

/** Signs out elsewhere: the next request of that session finds it gone. Ending one twice changes nothing. */
export async function endSession(ctx: SystemContext, { userId }: Signed, id: string): Promise<void> {
  await ctx.db.userSession.deleteMany({ where: { userId, id } })
}

export async function endOtherSessions(ctx: SystemContext, { userId, sessionId }: Signed): Promise<void> {
  await ctx.db.userSession.deleteMany({ where: { userId, id: { not: sessionId } } })
}

/** Works in another account of the user's from here on, in this session only. */
export async function switchAccount(ctx: SystemContext, signed: Signed, accountId: number): Promise<void> {
  const memberships = await listMemberships(ctx, signed.userId)
  if (!memberships.some((membership) => membership.accountId === accountId)) {
    throw new DomainError('not_found', 'There is no such account.', { details: { kind: 'account' } })
  }
  await ctx.db.userSession.updateMany({
    where: { id: signed.sessionId, userId: signed.userId },
    data: { activeAccountId: accountId },
  })
}
