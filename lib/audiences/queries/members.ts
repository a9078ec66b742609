import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { copyOut } from '@/lib/platform/copy-out'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import {
  exportMembersSql,
  isMember as isMemberRow,
  type MemberRow,
  type MemberSort,
  selectMembers,
  selectMembersAt,
} from '../members.sql'
import type { Member } from '../schema'
import { requireAudience } from './audiences'

export type MemberQuery = {
  /** Beginning of an external id or an e-mail address. */
  q?: string | undefined
  /** Default: the order in which contacts came to be, which is the cheapest. */
  sort?: MemberSort | undefined
}

/** A page of an audience's members. */
export async function listMembers(
  ctx: Context,
  audienceId: string,
  query: MemberQuery,
  page: PageRequest,
): Promise<Page<Member>> {
  requireScope(ctx.actor, 'contacts:read')
  const audience = await requireAudience(ctx, audienceId)
  const rows = await selectMembers(ctx.db, ctx.actor.accountId, audience.id, query, page)
  return toMembers(pageOf(rows, page))
}

/** @throws DomainError not_found with details.kind 'contact' when the contact is unknown or no member */
export async function getMember(ctx: Context, audienceId: string, contactId: string): Promise<Member> {
  requireScope(ctx.actor, 'contacts:read')
  const audience = await requireAudience(ctx, audienceId)
  const member = await isMemberRow(ctx.db, ctx.actor.accountId, audience.id, contactId)
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
  requireScope(ctx.actor, 'contacts:read')
  const audience = await requireAudience(ctx, audienceId)
  const at = { audienceId: audience.id, revision }
  return toMembers(pageOf(await selectMembersAt(ctx.db, ctx.actor.accountId, at, page), page))
}

function toMembers(found: Page<MemberRow>): Page<Member> {
  return {
    ...found,
    rows: found.rows.map((row) => ({ externalId: row.external_id, email: row.email, status: row.status })),
  }
}

/**
 * All members as of now, or once `revision` had been applied, one by one: CSV with a header, cells a spreadsheet would run made text, or a JSON object a line.
 * Constant memory whatever the size.
 */
export async function exportMembers(
  ctx: Context,
  audienceId: string,
  format: 'csv' | 'json-lines',
  revision?: number,
): Promise<AsyncGenerator<Buffer>> {
  requireScope(ctx.actor, 'contacts:read')
  const audience = await requireAudience(ctx, audienceId)
  return copyOut(exportMembersSql[format](ctx.actor.accountId, { audienceId: audience.id, revision }), format)
}
