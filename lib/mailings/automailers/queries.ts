import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { type Direction, type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { nameKey } from '@/lib/platform/schema'
import type { AutomailerStatus } from '../schema'
import {
  type AutomailerRecord,
  countAutomailers,
  selectAutomailer,
  selectAutomailers,
} from './automailer.sql'
import type { Automailer, AutomailerSort } from './schema'

export function automailerNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such automailer any more.', {
    details: { kind: 'automailer' },
  })
}

/** @throws DomainError not_found when no automailer can have it */
export function automailerIdOf(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw automailerNotFound()
  return BigInt(text)
}

function toAutomailer(record: AutomailerRecord): Automailer {
  return {
    id: record.id,
    name: record.name,
    status: record.status,
    periodHours: record.period_hours,
    plannedAt: record.planned_at?.toISOString() ?? null,
    startedAt: record.started_at?.toISOString() ?? null,
    finishedAt: record.finished_at?.toISOString() ?? null,
    recipients: record.recipient_count,
    createdAt: record.created_at.toISOString(),
    mailing: {
      id: record.mailing_id,
      name: record.mailing_name,
      status: record.mailing_status,
      scheduledAt: record.mailing_scheduled_at?.toISOString() ?? null,
      startedAt: record.mailing_started_at?.toISOString() ?? null,
    },
    targetGroup: {
      kind: record.target_kind,
      name: record.target_name,
      listKind: record.list_kind,
      listId: record.list_id,
    },
  }
}

export type AutomailerOverviewQuery = {
  /** Part of a name, without regard to case. */
  q?: string | undefined
  status?: AutomailerStatus | undefined
  sort: { field: AutomailerSort; direction: Direction }
}

/** The overview, with how many automailers there are in all. */
export async function listAutomailers(
  ctx: Context,
  { q, status, sort }: AutomailerOverviewQuery,
  page: PageRequest,
): Promise<Page<Automailer> & { total: number }> {
  requireScope(ctx.actor, 'mailings:read')
  const { accountId } = ctx.actor
  const filter = { nameContains: q ? nameKey(q) : undefined, status }
  const [records, total] = await Promise.all([
    selectAutomailers(ctx.db, accountId, filter, sort, page),
    countAutomailers(ctx.db, accountId, filter),
  ])
  const found = pageOf(records, page)
  return { ...found, rows: found.rows.map(toAutomailer), total }
}

/** @throws DomainError not_found, forbidden */
export async function getAutomailer(ctx: Context, automailerId: string): Promise<Automailer> {
  requireScope(ctx.actor, 'mailings:read')
  const record = await selectAutomailer(ctx.db, ctx.actor.accountId, automailerIdOf(automailerId))
  if (!record) throw automailerNotFound()
  return toAutomailer(record)
}
