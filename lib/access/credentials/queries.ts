import type { Prisma } from '@/lib/platform/generated/client'
import { requireScope } from '../actor'
import type { Context } from '../context'
import { type CredentialScope, credentialScopes } from '../schema'
import type { Credential, CredentialState } from './schema'
import { tokenPrefix } from './token'

export const credentialColumns = {
  id: true,
  name: true,
  scopes: true,
  tokenId: true,
  consumerKey: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  user: { select: { name: true } },
  secrets: { select: { expiresAt: true }, where: { expiresAt: { not: null } } },
} as const satisfies Prisma.ApiCredentialSelect

type CredentialRow = Prisma.ApiCredentialGetPayload<{ select: typeof credentialColumns }>

/** Ended credentials that are still listed; older ones stay in the database for the history of syncs. */
const endedShown = 50

/** Live credentials first, the newest first among each. */
export async function listCredentials(ctx: Context): Promise<Credential[]> {
  requireScope(ctx.actor, 'credentials:manage')
  const live = liveAt(ctx.now())
  const query = {
    select: credentialColumns,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  } as const satisfies Prisma.ApiCredentialFindManyArgs
  const { accountId } = ctx.actor
  const rows = [
    ...(await ctx.db.apiCredential.findMany({ ...query, where: { accountId, ...live } })),
    ...(await ctx.db.apiCredential.findMany({
      ...query,
      where: { accountId, NOT: live },
      take: endedShown,
    })),
  ]
  return rows.map((row) => toCredential(row, ctx.now()))
}

/** The condition of a credential that works. */
export function liveAt(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
}

export function toCredential(row: CredentialRow, now: Date): Credential {
  const oldSecretUntil = row.secrets[0]?.expiresAt
  return {
    id: row.id,
    name: row.name,
    scopes: credentialScopes.filter((scope): scope is CredentialScope => row.scopes.includes(scope)),
    tokenPrefix: tokenPrefix(row.tokenId),
    consumerKey: row.consumerKey,
    state: stateOf(row, now),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.user?.name ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    oldSecretUntil: oldSecretUntil && oldSecretUntil > now ? oldSecretUntil.toISOString() : null,
  }
}

function stateOf(row: Pick<CredentialRow, 'revokedAt' | 'expiresAt'>, now: Date): CredentialState {
  if (row.revokedAt) return 'revoked'
  return row.expiresAt && row.expiresAt <= now ? 'expired' : 'live'
}
