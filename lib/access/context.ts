import type { Db } from '@/lib/platform/db'
import type { PrismaClient } from '@/lib/platform/generated/client'
import type { Actor } from './actor'

/** Who acts, where the data is, and what time it is: all that a verb reads from outside. */
export type Context = { actor: Actor; db: Db; now: () => Date }

/** Where there is no account to act for yet: setting up, signing in, the administrator's command line. */
export type SystemContext = Omit<Context, 'actor'>

/** Longest a transaction of a screen or an API call may run, and wait for a connection. */
const transactionTimeoutMs = 30_000
const connectionWaitMs = 10_000

// Neither the type nor the shape of a client tells whether it is a transaction: Prisma's clients are proxies,
// instances of nothing, and a transaction has a $transaction of its own.
const open = new WeakSet<Db>()

/** Runs `work` in one transaction, joining the caller's if there is one. `timeoutMs`: for what no screen waits for. */
export async function inTransaction<C extends SystemContext, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
  {
    timeoutMs = transactionTimeoutMs,
    ...options
  }: { isolationLevel?: 'RepeatableRead'; timeoutMs?: number } = {},
): Promise<T> {
  if (open.has(ctx.db)) return work(ctx)
  const client = ctx.db as PrismaClient
  return client.$transaction(
    (tx) => {
      open.add(tx)
      return work({ ...ctx, db: tx })
    },
    { timeout: timeoutMs, maxWait: connectionWaitMs, ...options },
  )
}
