import { requireScope, systemActor } from '@/lib/access/actor'
import type { Context, SystemContext } from '@/lib/access/context'
import { queryUntil } from '@/lib/platform/cancellable'
import { isStatementTimeout } from '@/lib/platform/sql-state'
import { type CountRow, countSql, noteCount, noteTried, selectDue } from '../count.sql'

import { selectRuleList } from '../rule-list.sql'

/** Whoever looks at a list waits no longer than this for its count; then the one there was is shown. */
const viewTimeoutMs = 5_000
/** A count that is no older is not made again for who looks. */
const freshMs = 10_000

/** Counts a rule-based list's members anew for somebody who looks at it. Another list, or none, is left as it is. */
export async function refreshCount(ctx: Context, listId: number, timeoutMs = viewTimeoutMs): Promise<void> {
  requireScope(ctx.actor, 'lists:read')
  const { db, actor } = ctx
  const list = await selectRuleList(db, actor.accountId, listId)
  const now = ctx.now()
  if (!list || (list.tried_at && now.getTime() - list.tried_at.getTime() < freshMs)) return
  await noteTried(db, actor.accountId, listId, now)
  try {
    const query = countSql(list.rules, { accountId: actor.accountId, timeZone: list.time_zone, now })
    const [count] = await queryUntil<CountRow>(query, { timeoutMs })
    if (count) await noteCount(db, actor.accountId, { listId, revision: list.revision, now }, count)
  } catch (error) {
    if (!isStatementTimeout(error)) throw error
  }
}

/** Lists are counted again once their count is so old, each for at most so long, and all for about so long in one run. */
const dueAfterMs = 30 * 60_000
const dueTimeoutMs = 20_000
const runMs = 40_000

/** Keeps the counts of rule-based lists that nobody looks at from growing old, those that are oldest first. Answers how many. */
export async function refreshCounts(system: SystemContext): Promise<number> {
  const began = system.now().getTime()
  let counted = 0
  while (system.now().getTime() - began < runMs) {
    const due = await selectDue(system.db, new Date(began - dueAfterMs))
    if (!due) break
    const ctx = { ...system, actor: systemActor(due.account_id) }
    await refreshCount(ctx, due.id, dueTimeoutMs)
    counted++
  }
  return counted
}
