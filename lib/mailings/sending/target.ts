import type { Context } from '@/lib/access/context'
import { ruleMembers } from '@/lib/dynamic-lists/members'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import type { TargetKind } from '../schema'
import { audienceIds, notOpenedIds, staticIds } from './target.sql'

type TargetGroup = { kind: TargetKind; listId: number | null; mailingId: bigint | null }

/** Ids of a target group, as `contact_id`, and what it is called now. @throws DomainError not_found when it is gone */
export async function targetGroup(
  ctx: Context,
  { kind, listId, mailingId }: TargetGroup,
): Promise<{ ids: Prisma.Sql; name: string }> {
  const { accountId } = ctx.actor
  if (kind !== 'not-opened') return membersOf(ctx, listId ?? 0)
  const id = mailingId ?? 0n
  const mailing = await ctx.db.mailing.findFirst({ where: { accountId, id }, select: { name: true } })
  if (!mailing) throw gone('The mailing that this one follows')
  return { ids: notOpenedIds(accountId, id), name: mailing.name }
}

/** Ids of a list's members, as `contact_id`, and its name. @throws DomainError not_found */
export async function membersOf(ctx: Context, listId: number): Promise<{ ids: Prisma.Sql; name: string }> {
  const { accountId } = ctx.actor
  const list = await ctx.db.list.findFirst({
    where: { accountId, id: listId },
    select: { kind: true, name: true },
  })
  if (!list) throw gone('A list that this mailing needs')
  const { kind, name } = list
  if (kind === 'rules') return { ids: await ruleMembers(ctx, listId), name }
  return { ids: kind === 'audience' ? audienceIds(accountId, listId) : staticIds(accountId, listId), name }
}

function gone(what: string): DomainError {
  return new DomainError('not_found', `${what} is gone.`)
}
