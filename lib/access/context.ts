import type { Db } from '@/lib/platform/db'
import { PrismaClient } from '@/lib/platform/generated/client'
import type { Actor } from './actor'

/** Who acts, where the data is, and what time it is: all that a verb reads from outside. */
export type Context = { actor: Actor; db: Db; now: () => Date }

/** Where there is no account to act for yet: setting up, signing in, the administrator's command line. */
export type SystemContext = Omit<Context, 'actor'>

/** Longest a transaction of a screen or an API call may run, and wait for a connection. */
const transactionTimeoutMs = 30_000
const connectionWaitMs = 10_000

/** Runs `work` in one transaction, joining the caller's if there is one. */
export async function inTransaction<C extends SystemContext, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  const { db } = ctx
  if (!(db instanceof PrismaClient)) return work(ctx)
  return db.$transaction((tx) => work({ ...ctx, db: tx }), {
    timeout: transactionTimeoutMs,
    maxWait: connectionWaitMs,
  })
}
