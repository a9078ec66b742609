import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { countFunnel } from '@/lib/lists/funnel'
import { copyMembers, type MemberSearch, pageOfMembers } from '@/lib/lists/members'
import type { Funnel, Member } from '@/lib/lists/schema'
import { DomainError } from '@/lib/platform/errors'
import { type Direction, type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { nameKey } from '@/lib/platform/schema'
import { memberIds } from './members.sql'
import { countOverview, type StaticListRecord, selectOverview, selectStaticList } from './overview.sql'
import type { StaticListDetail, StaticListRow, StaticListSort } from './schema'

export function staticListNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such list any more.', { details: { kind: 'list' } })
}

function toRow(record: StaticListRecord): StaticListRow {
  return {
    id: String(record.id),
    name: record.name,
    members: record.member_count,
    folderId: record.folder_id,
    folderName: record.folder_name,
    createdAt: record.created_at.toISOString(),
    changedAt: record.changed_at.toISOString(),
  }
}

export type OverviewQuery = {
  /** Part of a name, without regard to case. */
  q?: string | undefined
  folderId?: number | 'none' | undefined
  sort: { field: StaticListSort; direction: Direction }
}

/** The overview, with how many lists there are in all. */
export async function listStaticLists(
  ctx: Context,
  query: OverviewQuery,
  page: PageRequest,
): Promise<Page<StaticListRow> & { total: number }> {
  requireScope(ctx.actor, 'lists:read')
  const { accountId } = ctx.actor
  const filter = { nameContains: query.q ? nameKey(query.q) : undefined, folderId: query.folderId }
  const [records, total] = await Promise.all([
    selectOverview(ctx.db, accountId, filter, query.sort, page),
    countOverview(ctx.db, accountId, filter),
  ])
  const found = pageOf(records, page)
  return { ...found, rows: found.rows.map(toRow), total }
}

/** The first lists whose name holds `q`, for the command palette and for pickers. */
export async function findStaticLists(ctx: Context, q: string, limit: number): Promise<StaticListRow[]> {
  const sort = { field: 'name', direction: 'asc' } as const
  return (await listStaticLists(ctx, { q, sort }, { limit })).rows
}

/** @throws DomainError not_found */
export async function getStaticList(ctx: Context, listId: number): Promise<StaticListDetail> {
  requireScope(ctx.actor, 'lists:read')
  const record = await selectStaticList(ctx.db, ctx.actor.accountId, listId)
  if (!record) throw staticListNotFound()
  return { ...toRow(record), description: record.description }
}

/** A page of a list's contacts. @throws DomainError not_found */
export async function listStaticMembers(
  ctx: Context,
  listId: number,
  search: MemberSearch,
  page: PageRequest,
): Promise<Page<Member>> {
  await getStaticList(ctx, listId)
  return pageOfMembers(ctx, { ids: memberIds(ctx.actor.accountId, listId) }, search, page)
}

/** A list's contacts as they are now, as CSV. @throws DomainError not_found */
export async function exportStaticMembers(ctx: Context, listId: number): Promise<AsyncGenerator<Buffer>> {
  await getStaticList(ctx, listId)
  return copyMembers(ctx, { ids: memberIds(ctx.actor.accountId, listId) }, 'csv')
}

/** What is left of a list's contacts on the way to a mailing; see `countFunnel`. @throws DomainError not_found */
export async function countStaticFunnel(
  ctx: Context,
  listId: number,
  bit: number | undefined,
): Promise<Funnel | undefined> {
  await getStaticList(ctx, listId)
  return countFunnel(ctx, { ids: memberIds(ctx.actor.accountId, listId), isOrdered: true }, bit)
}
