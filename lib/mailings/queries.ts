import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { type Direction, type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { mailIsSetUp } from '@/lib/platform/mail/settings'
import { nameKey } from '@/lib/platform/schema'
import { type MailingRecord, type MailingRowRecord, selectMailing } from './mailing.sql'
import { countOverview, selectOverview } from './overview.sql'
import { scheduleProblems } from './rules'
import type {
  EarlierMailing,
  MailingAutomailer,
  MailingDetail,
  MailingRow,
  MailingSort,
  MailingStatus,
  ScheduleProblem,
  Target,
  TestContact,
} from './schema'

export function mailingNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such mailing any more.', { details: { kind: 'mailing' } })
}

/** @throws DomainError not_found when no mailing can have it */
export function mailingIdOf(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw mailingNotFound()
  return BigInt(text)
}

function toRow(record: MailingRowRecord): MailingRow {
  return {
    id: record.id,
    name: record.name,
    status: record.status,
    targetGroup: {
      kind: record.target_kind,
      name: record.target_name,
      listKind: record.target_list_kind,
    },
    scheduledAt: record.scheduled_at?.toISOString() ?? null,
    startedAt: record.started_at?.toISOString() ?? null,
    finishedAt: record.finished_at?.toISOString() ?? null,
    recipients: record.recipient_count,
    folderId: record.folder_id,
    folderName: record.folder_name,
    createdAt: record.created_at.toISOString(),
    changedAt: record.changed_at.toISOString(),
  }
}

function toDetail(record: MailingRecord): MailingDetail {
  const { message_id: messageId, permission_name: permissionName } = record
  return {
    ...toRow(record),
    revision: record.revision,
    message:
      messageId === null
        ? null
        : {
            id: messageId,
            name: record.message_name ?? '',
            status: record.message_status ?? '',
            subject: record.message_subject ?? '',
          },
    subject: record.subject,
    senderName: record.sender_name,
    senderEmail: record.sender_email,
    target: targetOf(record),
    permission: permissionName === null ? null : { bit: record.permission_bit, name: permissionName },
    isService: record.is_service,
    tracks: record.tracks,
    automailer: automailerOf(record),
    sentSubject: record.sent_subject,
    problem: record.problem,
    retryAt: record.retry_at?.toISOString() ?? null,
  }
}

function targetOf(record: MailingRecord): Target {
  return record.target_kind === 'not-opened'
    ? { kind: 'not-opened', mailingId: record.target_mailing_id }
    : { kind: record.target_kind, listId: record.target_list_id }
}

function automailerOf(record: MailingRecord): MailingAutomailer | null {
  const { automailer_id: id, automailer_status: status, period_hours: periodHours } = record
  if (id === null || status === null || periodHours === null) return null
  return { id, status, periodHours, plannedAt: record.planned_at?.toISOString() ?? null }
}

export type OverviewQuery = {
  /** Part of a name, without regard to case. */
  q?: string | undefined
  status?: MailingStatus | undefined
  folderId?: number | 'none' | undefined
  sort: { field: MailingSort; direction: Direction }
}

/** The overview, with how many mailings there are in all. */
export async function listMailings(
  ctx: Context,
  query: OverviewQuery,
  page: PageRequest,
): Promise<Page<MailingRow> & { total: number }> {
  requireScope(ctx.actor, 'mailings:read')
  const { accountId } = ctx.actor
  const { q, sort, ...rest } = query
  const filter = { ...rest, nameContains: q ? nameKey(q) : undefined }
  const [records, total] = await Promise.all([
    selectOverview(ctx.db, accountId, filter, sort, page),
    countOverview(ctx.db, accountId, filter),
  ])
  const found = pageOf(records, page)
  return { ...found, rows: found.rows.map(toRow), total }
}

/** The first mailings whose name holds `q`, the latest first, for the command palette. */
export async function findMailings(ctx: Context, q: string, limit: number): Promise<MailingRow[]> {
  const sort = { field: 'created', direction: 'desc' } as const
  return (await listMailings(ctx, { q, sort }, { limit })).rows
}

/** @throws DomainError not_found, forbidden */
export async function getMailing(ctx: Context, mailingId: string): Promise<MailingDetail> {
  requireScope(ctx.actor, 'mailings:read')
  const record = await selectMailing(ctx.db, ctx.actor.accountId, mailingIdOf(mailingId))
  if (!record) throw mailingNotFound()
  return toDetail(record)
}

/** All that keeps a draft from being scheduled at this moment, or now. */
export async function listScheduleProblems(
  ctx: Context,
  mailing: MailingDetail,
  at: Date | null = null,
): Promise<ScheduleProblem[]> {
  const permission = await ctx.db.permission.findFirst({
    where: { accountId: ctx.actor.accountId },
    select: { id: true },
  })
  return scheduleProblems({
    mailing,
    hasPermissions: permission !== null,
    mailIsSetUp: mailIsSetUp(),
    at,
    now: ctx.now(),
  })
}

/** Most contacts of the test group that are shown. */
const testGroupShownMax = 200

/** Contacts of the test group that can be mailed, by their ids. */
export async function listTestGroup(ctx: Context): Promise<TestContact[]> {
  requireScope(ctx.actor, 'contacts:read')
  const contacts = await ctx.db.contact.findMany({
    where: {
      ...{ accountId: ctx.actor.accountId, testGroup: true },
      ...{ status: 'active', email: { not: null }, erasedAt: null },
    },
    select: { id: true, externalId: true, email: true },
    orderBy: { externalId: 'asc' },
    take: testGroupShownMax,
  })
  return contacts.map(({ id, externalId, email }) => ({ id: String(id), externalId, email: email ?? '' }))
}

/** Mailings that have started and tell who opened them, the latest first: a mailing can go to those who did not. */
export async function findEarlierMailings(ctx: Context, q: string, limit: number): Promise<EarlierMailing[]> {
  requireScope(ctx.actor, 'mailings:read')
  const mailings = await ctx.db.mailing.findMany({
    where: {
      accountId: ctx.actor.accountId,
      startedAt: { not: null },
      tracks: true,
      name: { contains: q.trim(), mode: 'insensitive' },
    },
    select: { id: true, name: true, startedAt: true, recipientCount: true },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  })
  return mailings.map(({ id, name, startedAt, recipientCount }) => ({
    id: String(id),
    name,
    startedAt: (startedAt ?? ctx.now()).toISOString(),
    recipients: Number(recipientCount),
  }))
}
