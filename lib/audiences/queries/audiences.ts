import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { listUsages as listUsagesOfList } from '@/lib/lists/queries'
import type { Usage } from '@/lib/lists/schema'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { nameKey } from '@/lib/platform/schema'
import { type AudienceRow, selectAudience, selectAudiences, selectProduct } from '../audience.sql'
import { isStale } from '../rules'
import type { Audience } from '../schema'

export function audienceNotFound(externalId: string): DomainError {
  return new DomainError('not_found', `There is no audience ${JSON.stringify(externalId)}.`, {
    details: { kind: 'audience' },
  })
}

/** Audiences exist only in accounts whose product has them. */
export async function requireAudienceProduct(ctx: Context): Promise<void> {
  const product = await selectProduct(ctx.db, ctx.actor.accountId)
  if (product !== 'mail') return
  throw new DomainError(
    'product',
    'This account has the product Mail, which has no audiences. They need Automation or eCommerce.',
  )
}

export function toAudience(row: AudienceRow, now: Date): Audience {
  return {
    externalId: row.external_id,
    name: row.name,
    description: row.description,
    members: row.member_count,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    lastContactAddedAt: row.last_contact_added_at?.toISOString() ?? null,
    lastContactRemovedAt: row.last_contact_removed_at?.toISOString() ?? null,
    lastSyncAt: row.last_sync_at?.toISOString() ?? null,
    syncEveryMinutes: row.sync_every_minutes,
    guardShare: row.guard_share,
    guardMin: row.guard_min,
    stale: isStale(
      { syncEveryMinutes: row.sync_every_minutes, lastSyncAt: row.last_sync_at, createdAt: row.created_at },
      now,
    ),
  }
}

/** The audience's row for verbs that need its internal id. Checks scope and product. */
export async function requireAudience(ctx: Context, externalId: string): Promise<AudienceRow> {
  requireScope(ctx.actor, 'audiences:read')
  await requireAudienceProduct(ctx)
  const row = await selectAudience(ctx.db, ctx.actor.accountId, externalId)
  if (!row) throw audienceNotFound(externalId)
  return row
}

export async function getAudience(ctx: Context, externalId: string): Promise<Audience> {
  return toAudience(await requireAudience(ctx, externalId), ctx.now())
}

/** A page of audiences by name. `q` finds part of a name, without regard to case. */
export async function listAudiences(
  ctx: Context,
  query: { q?: string | undefined; folderId?: number | undefined },
  page: PageRequest,
): Promise<Page<Audience>> {
  requireScope(ctx.actor, 'audiences:read')
  await requireAudienceProduct(ctx)
  const filter = { nameContains: query.q ? nameKey(query.q) : undefined, folderId: query.folderId }
  const rows = await selectAudiences(ctx.db, ctx.actor.accountId, filter, page)
  const found = pageOf(rows, page)
  return { ...found, rows: found.rows.map((row) => toAudience(row, ctx.now())) }
}

/** Every place the audience is used, blocking or not. */
export async function listUsages(ctx: Context, externalId: string): Promise<Usage[]> {
  const audience = await requireAudience(ctx, externalId)
  return listUsagesOfList(ctx, audience.id)
}
