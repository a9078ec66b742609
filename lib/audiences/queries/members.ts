import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { countFunnel } from '@/lib/lists/funnel'
import { copyMembers, type MemberSearch, pageOfMembers } from '@/lib/lists/members'
import type { Funnel, Member } from '@/lib/lists/schema'
import { DomainError } from '@/lib/platform/errors'
import type { Page, PageRequest } from '@/lib/platform/keyset'
import { memberIds, selectMember } from '../members.sql'
import { requireAudience } from './audiences'

/** A page of an audience's members. */
export async function listMembers(
  ctx: Context,
  audienceId: string,
  search: MemberSearch,
  page: PageRequest,
): Promise<Page<Member>> {
  return pageOfMembers(ctx, await sourceOf(ctx, audienceId), search, page)
}

/** What is left of the members on the way to a mailing; see `countFunnel`. */
export async function countAudienceFunnel(
  ctx: Context,
  audienceId: string,
  bit: number | undefined,
): Promise<Funnel | undefined> {
  return countFunnel(ctx, await sourceOf(ctx, audienceId), bit)
}

/** @throws DomainError not_found with details.kind 'contact' when the contact is unknown or no member */
export async function getMember(ctx: Context, audienceId: string, contactId: string): Promise<Member> {
  requireScope(ctx.actor, 'contacts:read')
  const audience = await requireAudience(ctx, audienceId)
  const member = await selectMember(ctx.db, ctx.actor.accountId, audience.id, contactId)
  if (member) return { externalId: member.external_id, email: member.email, status: member.status }
  throw new DomainError('not_found', `The contact ${JSON.stringify(contactId)} is not in this audience.`, {
    details: { kind: 'contact' },
  })
}

/** A page of who was a member once this revision had been applied. */
export async function listMembersAt(
  ctx: Context,
  audienceId: string,
  revision: number,
  page: PageRequest,
): Promise<Page<Member>> {
  return pageOfMembers(ctx, await sourceOf(ctx, audienceId, revision), {}, page)
}

/** All members as of now, or once `revision` had been applied. */
export async function exportMembers(
  ctx: Context,
  audienceId: string,
  format: 'csv' | 'json-lines',
  revision?: number,
): Promise<AsyncGenerator<Buffer>> {
  return copyMembers(ctx, await sourceOf(ctx, audienceId, revision), format)
}

async function sourceOf(ctx: Context, audienceId: string, revision?: number) {
  const audience = await requireAudience(ctx, audienceId)
  const ids = memberIds(ctx.actor.accountId, { audienceId: audience.id, revision })
  return { ids, isOrdered: revision === undefined }
}
