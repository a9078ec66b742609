import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { isStale } from '@/lib/audiences/rules'
import { DomainError } from '@/lib/platform/errors'
import { type Direction, type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { nameKey } from '@/lib/platform/schema'
import { countOverview, type DynamicListRecord, selectDynamicList, selectOverview } from './overview.sql'
import { type RuleListRow, selectNameable, selectRuleList } from './rule-list.sql'
import { namedBy } from './rules/check'
import type { Rules } from './rules/schema'
import type {
  DynamicListDetail,
  DynamicListKind,
  DynamicListRow,
  DynamicListSort,
  NamedList,
  RuleList,
} from './schema'

function toRow(record: DynamicListRecord, now: Date): DynamicListRow {
  return {
    id: String(record.id),
    kind: record.kind,
    name: record.name,
    externalId: record.external_id,
    members: record.member_count,
    refreshedAt: record.refreshed_at?.toISOString() ?? null,
    stale: isStale(
      {
        syncEveryMinutes: record.sync_every_minutes,
        lastSyncAt: record.refreshed_at,
        createdAt: record.created_at,
      },
      now,
    ),
    heldSyncId: record.held_sync_id,
    folderId: record.folder_id,
    folderName: record.folder_name,
    createdAt: record.created_at.toISOString(),
    changedAt: record.changed_at.toISOString(),
  }
}

export type OverviewQuery = {
  /** Part of a name, without regard to case. */
  q?: string | undefined
  kind?: DynamicListKind | undefined
  folderId?: number | 'none' | undefined
  /** Only audiences of which a sync is held. */
  held?: boolean | undefined
  /** Only audiences that are overdue. */
  stale?: boolean | undefined
  sort: { field: DynamicListSort; direction: Direction }
}

/** The overview: audiences and rule-based lists together, with how many there are in all. */
export async function listDynamicLists(
  ctx: Context,
  query: OverviewQuery,
  page: PageRequest,
): Promise<Page<DynamicListRow> & { total: number }> {
  requireScope(ctx.actor, 'lists:read')
  const { accountId } = ctx.actor
  const filter = {
    nameContains: query.q ? nameKey(query.q) : undefined,
    kind: query.kind,
    folderId: query.folderId,
    held: query.held,
    staleAt: query.stale ? ctx.now() : undefined,
  }
  const [records, total] = await Promise.all([
    selectOverview(ctx.db, accountId, filter, query.sort, page),
    countOverview(ctx.db, accountId, filter),
  ])
  const found = pageOf(records, page)
  return { ...found, rows: found.rows.map((record) => toRow(record, ctx.now())), total }
}

/** @throws DomainError not_found */
export async function getDynamicList(ctx: Context, listId: number): Promise<DynamicListDetail> {
  requireScope(ctx.actor, 'lists:read')
  const { accountId } = ctx.actor
  const record = await selectDynamicList(ctx.db, accountId, listId)
  if (!record) {
    throw new DomainError('not_found', 'There is no such list any more.', { details: { kind: 'list' } })
  }
  return {
    ...toRow(record, ctx.now()),
    description: record.description,
    lastContactAddedAt: record.last_contact_added_at?.toISOString() ?? null,
    lastContactRemovedAt: record.last_contact_removed_at?.toISOString() ?? null,
    lastSyncCredential: record.credential_name,
    syncEveryMinutes: record.sync_every_minutes,
    guardShare: record.guard_share,
    guardMin: record.guard_min,
  }
}

/** The first lists whose name holds `q`, for the command palette. */
export async function findDynamicLists(ctx: Context, q: string, limit: number): Promise<DynamicListRow[]> {
  const sort = { field: 'name', direction: 'asc' } as const
  return (await listDynamicLists(ctx, { q, sort }, { limit })).rows
}

export function ruleListNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such rule-based list any more.', {
    details: { kind: 'list' },
  })
}

/** The list's row, for verbs that need more than its editor does. @throws DomainError not_found, forbidden */
export async function requireRuleList(ctx: Context, listId: number): Promise<RuleListRow> {
  requireScope(ctx.actor, 'lists:read')
  const row = await selectRuleList(ctx.db, ctx.actor.accountId, listId)
  if (!row) throw ruleListNotFound()
  return row
}

/** @throws DomainError not_found, forbidden */
export async function getRuleList(ctx: Context, listId: number): Promise<RuleList> {
  const { id, name, folder_id, revision, rules } = await requireRuleList(ctx, listId)
  return { id: String(id), name, folderId: folder_id, revision, rules }
}

/** The first audiences and static lists whose name holds `q`: those that rules can name. */
export async function findNameableLists(ctx: Context, q: string, limit: number): Promise<NamedList[]> {
  requireScope(ctx.actor, 'lists:read')
  return selectNameable(ctx.db, ctx.actor.accountId, { nameContains: nameKey(q), limit })
}

/** Those that rules name, for who edits them. */
export async function listNamedLists(ctx: Context, rules: Rules): Promise<NamedList[]> {
  requireScope(ctx.actor, 'lists:read')
  const { lists: ids } = namedBy(rules)
  return selectNameable(ctx.db, ctx.actor.accountId, { ids, limit: ids.length })
}
