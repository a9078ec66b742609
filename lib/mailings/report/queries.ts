import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { withinTime } from '@/lib/lists/within-time'
import { MessageBody } from '@/lib/messages/schema'
import { copyOut } from '@/lib/platform/copy-out'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { getMailing, mailingIdOf, mailingNotFound } from '../queries'
import type { MailingDetail } from '../schema'
import { exportRecipientsSql, selectRecipients } from './recipients.sql'
import { type MomentRow, selectFigures, selectLinks, selectReport } from './report.sql'
import {
  type Figure,
  type Figures,
  momentsMax,
  type Recipient,
  type Report,
  type ReportMoment,
} from './schema'

/** Longest that a report is counted for. */
const reportTimeoutMs = 10_000

const hourMs = 3_600_000
/** Spans that people can name, in hours. */
const spans = [1, 2, 3, 6, 12, 24, 48, 168]

/**
 * What became of a mailing that has started, exact and of one moment; undefined when counting took longer than it may.
 * @throws DomainError not_found, forbidden
 */
export async function getReport(
  ctx: Context,
  mailing: MailingDetail,
  timeoutMs = reportTimeoutMs,
): Promise<Report | undefined> {
  requireScope(ctx.actor, 'mailings:read')
  const id = mailingIdOf(mailing.id)
  const from = new Date(mailing.startedAt ?? mailing.createdAt)
  const momentHours = spanOf(ctx.now().getTime() - from.getTime())
  return withinTime(ctx, timeoutMs, async ({ db, actor: { accountId } }) => {
    const plot = { from, hours: momentHours, max: momentsMax }
    const { figures: counted, moments } = await selectReport(db, accountId, id, plot)
    const { automailed, ...figures } = counted
    const links = await selectLinks(db, accountId, id)
    return { figures, automailed, momentHours, moments: allMoments(moments, from, momentHours), links }
  })
}

/** One after the other up to the last in which anything happened: in some nothing did. */
function allMoments(found: MomentRow[], from: Date, hours: number): ReportMoment[] {
  const placeOf = ({ at }: MomentRow) =>
    Math.round((new Date(at).getTime() - from.getTime()) / (hours * hourMs))
  const byPlace = new Map(found.map((moment) => [placeOf(moment), moment]))
  const last = found.at(-1)
  return Array.from({ length: last ? placeOf(last) + 1 : 0 }, (_, place) => {
    const { sent = 0, opened = 0, clicked = 0, unsubscribed = 0 } = byPlace.get(place) ?? {}
    const at = new Date(from.getTime() + place * hours * hourMs).toISOString()
    return { at, sent, opened, clicked, unsubscribed }
  })
}

/** The shortest span of which a plot has room for all since sending started. */
function spanOf(passedMs: number): number {
  return (
    spans.find((hours) => passedMs / (hours * hourMs) < momentsMax) ??
    Math.ceil(passedMs / hourMs / momentsMax)
  )
}

/** The figures alone; undefined when counting took longer than it may. */
async function getFigures(ctx: Context, mailingId: string): Promise<Figures | undefined> {
  requireScope(ctx.actor, 'mailings:read')
  const id = mailingIdOf(mailingId)
  const counted = await withinTime(ctx, reportTimeoutMs, ({ db, actor }) =>
    selectFigures(db, actor.accountId, id),
  )
  if (!counted) return undefined
  const { automailed: _, ...figures } = counted
  return figures
}

/** A mailing with its figures, as the API answers it. @throws DomainError not_found, forbidden, unavailable (counting took too long) */
export async function describeMailing(ctx: Context, mailingId: string) {
  const mailing = await getMailing(ctx, mailingId)
  const subject = mailing.sentSubject ?? (mailing.subject || (mailing.message?.subject ?? ''))
  if (mailing.startedAt === null) return { ...mailing, subject, figures: null }
  const figures = await getFigures(ctx, mailingId)
  if (figures) return { ...mailing, subject, figures }
  throw new DomainError('unavailable', 'Counting took too long. Try again later.', { retryAfterS: 60 })
}

/** The message as it was when sending started. @throws DomainError not_found (it has not started), forbidden */
export async function sentBody(ctx: Context, mailingId: string): Promise<MessageBody> {
  requireScope(ctx.actor, 'mailings:read')
  const mailing = await ctx.db.mailing.findFirst({
    where: { accountId: ctx.actor.accountId, id: mailingIdOf(mailingId) },
    select: { content: true },
  })
  if (!mailing?.content) throw mailingNotFound()
  return MessageBody.parse(mailing.content)
}

/** A page of the recipients that a figure counts. @throws DomainError not_found, forbidden */
export async function listRecipients(
  ctx: Context,
  mailingId: string,
  search: { figure: Figure; q?: string | undefined },
  page: PageRequest,
): Promise<Page<Recipient>> {
  requireScope(ctx.actor, 'contacts:read')
  await getMailing(ctx, mailingId)
  const rows = await selectRecipients(ctx.db, ctx.actor.accountId, mailingIdOf(mailingId), search, page)
  const found = pageOf(rows, page)
  return {
    ...found,
    rows: found.rows.map((row) => ({
      externalId: row.external_id,
      email: row.email,
      status: row.status,
      reason: row.reason,
      isAutomailed: row.run === 2,
      sentAt: row.sent_at?.toISOString() ?? null,
      openedAt: row.opened_at?.toISOString() ?? null,
      clickedAt: row.clicked_at?.toISOString() ?? null,
      bouncedAt: row.bounced_at?.toISOString() ?? null,
      unsubscribedAt: row.unsubscribed_at?.toISOString() ?? null,
      complainedAt: row.complained_at?.toISOString() ?? null,
    })),
  }
}

/** All of them as CSV, in constant memory. @throws DomainError not_found, forbidden */
export async function exportRecipients(
  ctx: Context,
  mailingId: string,
  figure: Figure,
): Promise<AsyncGenerator<Buffer>> {
  requireScope(ctx.actor, 'contacts:read')
  await getMailing(ctx, mailingId)
  return copyOut(exportRecipientsSql(ctx.actor.accountId, mailingIdOf(mailingId), figure), 'csv')
}
