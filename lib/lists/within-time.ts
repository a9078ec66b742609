import { type Context, inTransaction } from '@/lib/access/context'
import { isStatementTimeout } from '@/lib/platform/sql-state'
import { limitStatements } from './reach.sql'

/** What `work` answers in a transaction whose statements may each take so long; undefined when one took longer. */
export async function withinTime<T>(
  ctx: Context,
  timeoutMs: number,
  work: (ctx: Context) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await inTransaction(ctx, async (ctx) => {
      await limitStatements(ctx.db, timeoutMs)
      return work(ctx)
    })
  } catch (error) {
    if (!isStatementTimeout(error)) throw error
    return undefined
  }
}
