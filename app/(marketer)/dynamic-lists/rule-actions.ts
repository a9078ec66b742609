'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import {
  copyRuleList,
  createRuleList,
  deleteRuleList,
  renameRuleList,
  saveRules,
} from '@/lib/dynamic-lists/commands/rule-lists'
import { findNameableLists } from '@/lib/dynamic-lists/queries'
import {
  DeleteRuleList,
  NamedRuleList,
  NewRuleList,
  nameableListsShown,
  SaveRules,
} from '@/lib/dynamic-lists/schema'
import { valueAction } from '@/lib/session/form-action'
import { requireSession } from '@/lib/session/session'

function refreshed<T>(result: T): T {
  revalidatePath('/dynamic-lists', 'layout')
  return result
}

export const createRuleListAction = valueAction(NewRuleList, async (ctx, input) =>
  refreshed(await createRuleList(ctx, input)),
)
export const saveRulesAction = valueAction(SaveRules, async (ctx, input) =>
  refreshed(await saveRules(ctx, input)),
)
export const copyRuleListAction = valueAction(NamedRuleList, async (ctx, input) =>
  refreshed(await copyRuleList(ctx, input)),
)
export const renameRuleListAction = valueAction(NamedRuleList, async (ctx, input) =>
  refreshed(await renameRuleList(ctx, input)),
)
export const deleteRuleListAction = valueAction(DeleteRuleList, async (ctx, input) =>
  refreshed(await deleteRuleList(ctx, input)),
)

/** What the picker of lists in a refinement finds. */
export async function findNameableListsAction(q: string) {
  const ctx = await requireSession()
  return findNameableLists(ctx, z.string().max(255).parse(q), nameableListsShown)
}
