import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { withoutErased } from '@/lib/contacts/queries/without-erased'
import { copyOut } from '@/lib/platform/copy-out'
import type { Prisma } from '@/lib/platform/generated/client'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { exportSql, type MemberSort, type MemberSource, selectMembers } from './members.sql'
import type { Member } from './schema'

export type MemberSearch = {
  /** Beginning of an external id or an e-mail address. */
  q?: string | undefined
  /** Default: the order in which contacts came to be, which is the cheapest. */
  sort?: MemberSort | undefined
}

/** A page of a list's contacts. The caller has checked that the list is the account's. */
export async function pageOfMembers(
  ctx: Context,
  source: MemberSource,
  search: MemberSearch,
  page: PageRequest,
): Promise<Page<Member>> {
  requireScope(ctx.actor, 'contacts:read')
  const found = pageOf(await selectMembers(ctx.db, ctx.actor.accountId, source, search, page), page)
  return {
    ...found,
    rows: found.rows.map((row) => ({ externalId: row.external_id, email: row.email, status: row.status })),
  }
}

/**
 * All contacts of a list as of now, one by one: CSV with a header, cells a spreadsheet would run made text, or a JSON object a line.
 * Constant memory whatever the size; whoever is erased meanwhile is left out. The caller has checked that the list is the account's. `first` is what `source` reads from.
 */
export function copyMembers(
  ctx: Context,
  source: MemberSource,
  format: 'csv' | 'json-lines',
  first: readonly Prisma.Sql[] = [],
): AsyncGenerator<Buffer> {
  requireScope(ctx.actor, 'contacts:read')
  const rows = copyOut(exportSql(ctx.actor.accountId, source, format), format, first)
  return withoutErased(ctx, rows, { format })
}
