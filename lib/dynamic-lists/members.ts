import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { countFunnel } from '@/lib/lists/funnel'
import { copyMembers, type MemberSearch, pageOfMembers } from '@/lib/lists/members'
import type { Funnel, Member } from '@/lib/lists/schema'
import type { Prisma } from '@/lib/platform/generated/client'
import type { Page, PageRequest } from '@/lib/platform/keyset'
import { meetsRules, selectAudiencesOf } from './membership.sql'
import { requireRuleList } from './queries'
import { listedIds, listFirst, ruleMemberIds } from './rules.sql'

/** A page of who meets a list's rules now. */
export async function listRuleMembers(
  ctx: Context,
  listId: number,
  search: MemberSearch,
  page: PageRequest,
): Promise<Page<Member>> {
  const { rules, at } = await rulesOf(ctx, listId)
  return pageOfMembers(ctx, { ids: ruleMemberIds(rules, at) }, search, page)
}

/** All who meet a list's rules now, as `copyMembers` gives them. */
export async function exportRuleMembers(ctx: Context, listId: number): Promise<AsyncGenerator<Buffer>> {
  const { rules, at } = await rulesOf(ctx, listId)
  return copyMembers(ctx, { ids: listedIds }, 'csv', listFirst(rules, at))
}

/** What is left of those who meet a list's rules on the way to a mailing; see `countFunnel`. */
export async function countRuleFunnel(
  ctx: Context,
  listId: number,
  bit: number | undefined,
): Promise<Funnel | undefined> {
  const { rules, at } = await rulesOf(ctx, listId)
  return countFunnel(ctx, { ids: ruleMemberIds(rules, at) }, bit)
}

/** Of these lists, those that a contact is in now; ids of anything else than the account's dynamic lists are passed over. */
export async function dynamicListsOf(
  ctx: Context,
  contactId: bigint,
  listIds: readonly number[],
): Promise<Set<number>> {
  requireScope(ctx.actor, 'contacts:read')
  const { accountId } = ctx.actor
  const lists = await ctx.db.list.findMany({
    where: { accountId, id: { in: [...listIds] }, kind: { in: ['audience', 'rules'] } },
    select: { id: true, kind: true },
  })
  const found = new Set(await selectAudiencesOf(ctx.db, accountId, contactId, listIds))
  for (const { id } of lists.filter(({ kind }) => kind === 'rules')) {
    const { rules, at } = await rulesOf(ctx, id)
    if (await meetsRules(ctx.db, contactId, rules, at)) found.add(id)
  }
  return found
}

/** Ids of who meets a list's rules now, as `contact_id`, to be asked for in a statement of one's own. @throws DomainError not_found */
export async function ruleMembers(ctx: Context, listId: number): Promise<Prisma.Sql> {
  const { rules, at } = await rulesOf(ctx, listId)
  return ruleMemberIds(rules, at)
}

async function rulesOf(ctx: Context, listId: number) {
  const { rules, time_zone: timeZone } = await requireRuleList(ctx, listId)
  return { rules, at: { accountId: ctx.actor.accountId, timeZone, now: ctx.now() } }
}
