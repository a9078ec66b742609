import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { queryUntil } from '@/lib/platform/cancellable'
import { DomainError } from '@/lib/platform/errors'
import { singleton } from '@/lib/platform/singleton'
import { isStatementTimeout } from '@/lib/platform/sql-state'
import { type CountRow, countSql } from './count.sql'
import { selectKnown, selectTimeZone } from './rule-list.sql'
import { checkRules, namedBy } from './rules/check'
import type { Rules } from './rules/schema'
import type { Preview } from './schema'

const previewTimeoutMs = 5_000
/** Counts that are under way in one process, so that they leave connections for everything else. */
const previewsMax = 4
const underWay = singleton('rule previews', () => ({ count: 0 }))

/**
 * How many are in a list with these rules now, for who edits them; null when counting took too long. Once `signal` says that the
 * answer is not waited for, the database stops counting.
 * @throws DomainError invalid (what the rules name is gone), busy (too many are counted at this moment), forbidden
 */
export async function previewRules(
  ctx: Context,
  rules: Rules,
  { signal, timeoutMs = previewTimeoutMs }: { signal: AbortSignal; timeoutMs?: number },
): Promise<Preview> {
  requireScope(ctx.actor, 'lists:write')
  const { db, actor } = ctx
  const known = await selectKnown(db, actor.accountId, namedBy(rules))
  const timeZone = await selectTimeZone(db, actor.accountId)
  const query = countSql(checkRules(rules, known), { accountId: actor.accountId, timeZone, now: ctx.now() })
  return oneOfFew(async () => {
    try {
      const [count] = await queryUntil<CountRow>(query, { timeoutMs, signal })
      return { count: count ?? null }
    } catch (error) {
      if (signal.aborted || !isStatementTimeout(error)) throw error
      return { count: null }
    }
  })
}

async function oneOfFew<T>(work: () => Promise<T>): Promise<T> {
  const state = underWay.get()
  if (state.count >= previewsMax) {
    throw new DomainError('busy', 'Others are counting just now.', { retryAfterS: 1 })
  }
  state.count++
  try {
    return await work()
  } finally {
    state.count--
  }
}
