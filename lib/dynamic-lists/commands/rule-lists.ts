import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { blockingUsages } from '@/lib/lists/queries'
import { inUse } from '@/lib/lists/rules'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { isRestrictViolation, isUniqueViolation } from '@/lib/platform/sql-state'
import { getRuleList, ruleListNotFound } from '../queries'
import {
  deleteRuleListRow,
  insertRuleList,
  lockRevision,
  lockRuleListCount,
  replaceReferences,
  selectKnown,
  updateRules,
} from '../rule-list.sql'
import { checkRules, namedBy } from '../rules/check'
import type { Rules } from '../rules/schema'
import {
  type DeleteRuleList,
  type NamedRuleList,
  type NewRuleList,
  ruleListsMax,
  type SaveRules,
} from '../schema'

/** @throws DomainError name_taken, limit_reached, invalid (what the rules name is gone), not_found (the folder), forbidden */
export async function createRuleList(ctx: Context, input: NewRuleList): Promise<{ id: string }> {
  requireScope(ctx.actor, 'lists:write')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    if ((await lockRuleListCount(ctx.db, accountId)) >= ruleListsMax) {
      throw new DomainError('limit_reached', `An account has at most ${ruleListsMax} rule-based lists.`)
    }
    const { name, folderId } = input
    const { rules, known } = await checked(ctx, input.rules)
    const id = await insertRuleList(ctx.db, accountId, { name, nameKey: nameKey(name), folderId, rules })
    await replaceReferences(ctx.db, accountId, id, known)
    return { id: String(id) }
  }).catch(refused)
}

/** @throws DomainError conflict (somebody else saved meanwhile), invalid (what the rules name is gone), not_found, forbidden */
export async function saveRules(ctx: Context, { listId, revision, rules }: SaveRules): Promise<void> {
  requireScope(ctx.actor, 'lists:write')
  const { accountId } = ctx.actor
  await inTransaction(ctx, async (ctx) => {
    const current = await lockRevision(ctx.db, accountId, listId)
    if (current === undefined) throw ruleListNotFound()
    if (current !== revision) {
      throw new DomainError(
        'conflict',
        'Somebody else changed these rules while you edited them. Nothing was saved; open the list again to see theirs.',
      )
    }
    const { rules: kept, known } = await checked(ctx, rules)
    await updateRules(ctx.db, accountId, listId, kept)
    await replaceReferences(ctx.db, accountId, listId, known)
  }).catch(refused)
}

/** Another list with the same rules, beside it. */
export async function copyRuleList(ctx: Context, { listId, name }: NamedRuleList): Promise<{ id: string }> {
  requireScope(ctx.actor, 'lists:write')
  const { rules, folderId } = await getRuleList(ctx, listId)
  return createRuleList(ctx, { name, folderId, rules })
}

/** @throws DomainError name_taken, not_found, forbidden */
export async function renameRuleList(ctx: Context, { listId, name }: NamedRuleList): Promise<void> {
  requireScope(ctx.actor, 'lists:write')
  const { count } = await ctx.db.list
    .updateMany({
      where: { accountId: ctx.actor.accountId, id: listId, kind: 'rules' },
      data: { name, nameKey: nameKey(name), changedAt: ctx.now() },
    })
    .catch(refused)
  if (count === 0) throw ruleListNotFound()
}

/** @throws DomainError in_use, with every use in details.usages; not_found, forbidden */
export async function deleteRuleList(ctx: Context, { listId }: DeleteRuleList): Promise<void> {
  requireScope(ctx.actor, 'lists:write')
  try {
    // The database decides, so that a use which begins at this moment cannot slip past a check.
    if ((await deleteRuleListRow(ctx.db, ctx.actor.accountId, listId)) === 0) throw ruleListNotFound()
  } catch (error) {
    if (!isRestrictViolation(error)) throw error
    throw inUse('list', await blockingUsages(ctx, listId), error)
  }
}

async function checked(ctx: Context, rules: Rules) {
  const known = await selectKnown(ctx.db, ctx.actor.accountId, namedBy(rules))
  return { rules: checkRules(rules, known), known }
}

function refused(error: unknown): never {
  if (isUniqueViolation(error)) {
    throw new DomainError('name_taken', 'There is a rule-based list with this name already.', {
      field: 'name',
      cause: error,
    })
  }
  if (isRestrictViolation(error)) {
    throw new DomainError(
      'conflict',
      'Something that was named here was deleted at this moment. Try again.',
      {
        cause: error,
      },
    )
  }
  throw error
}
