import type { SystemContext } from './context'
import { deleteNonces, deletePastAttempts } from './prune.sql'

/** Twice the window in which a timestamp is taken, for clocks of several processes that differ. */
const nonceKeptMs = 10 * 60_000

/** Clears what is over: nonces out of their window, sessions, rotated secrets, attempts to sign in. For the worker, every few minutes. */
export async function pruneAccess(ctx: SystemContext): Promise<void> {
  const now = ctx.now()
  await deleteNonces(ctx.db, Math.floor((now.getTime() - nonceKeptMs) / 1000))
  await deletePastAttempts(ctx.db, now.getTime())
  await ctx.db.userSession.deleteMany({ where: { expiresAt: { lt: now } } })
  await ctx.db.userVerification.deleteMany({ where: { expiresAt: { lt: now } } })
  await ctx.db.apiCredentialSecret.deleteMany({ where: { expiresAt: { lt: now } } })
}
