import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { listProperties } from '@/lib/contacts/queries/properties'
import { DomainError } from '@/lib/platform/errors'
import { type Direction, type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { nameKey } from '@/lib/platform/schema'
import { chosenLists } from './content/schema'
import { selectDynamicLists, selectUses } from './message.sql'
import { countOverview, type MessageRecord, type OverviewFilter, selectOverview } from './overview.sql'
import { compileMessage } from './rendering/compile'
import { checkMessage, sanitizedContent } from './rules'
import {
  MessageBody,
  type MessageDetail,
  type MessageProblem,
  type MessageRow,
  type MessageSort,
  MessageStatus,
  type MessageVersion,
} from './schema'

export function messageNotFound(): DomainError {
  return new DomainError('not_found', 'There is no such message any more.', { details: { kind: 'message' } })
}

function toRow(record: MessageRecord): MessageRow {
  return {
    id: record.id,
    name: record.name,
    status: record.status,
    subject: record.subject,
    folderId: record.folder_id,
    folderName: record.folder_name,
    createdAt: record.created_at.toISOString(),
    changedAt: record.changed_at.toISOString(),
  }
}

export type OverviewQuery = Omit<OverviewFilter, 'nameContains'> & {
  /** Part of a name, without regard to case. */
  q?: string | undefined
  sort: { field: MessageSort; direction: Direction }
}

/** The overview, with how many messages there are in all. */
export async function listMessages(
  ctx: Context,
  { q, sort, ...narrowed }: OverviewQuery,
  page: PageRequest,
): Promise<Page<MessageRow> & { total: number }> {
  requireScope(ctx.actor, 'mailings:read')
  const { accountId } = ctx.actor
  const filter = { ...narrowed, nameContains: q ? nameKey(q) : undefined }
  const [records, total] = await Promise.all([
    selectOverview(ctx.db, accountId, filter, sort, page),
    countOverview(ctx.db, accountId, filter),
  ])
  const found = pageOf(records, page)
  return { ...found, rows: found.rows.map(toRow), total }
}

/** The first messages whose name holds `q`, for the command palette and for pickers. */
export async function findMessages(ctx: Context, q: string, limit: number): Promise<MessageRow[]> {
  const sort = { field: 'name', direction: 'asc' } as const
  return (await listMessages(ctx, { q, sort }, { limit })).rows
}

/** @throws DomainError not_found */
export async function getMessage(ctx: Context, messageId: string): Promise<MessageDetail> {
  requireScope(ctx.actor, 'mailings:read')
  const { accountId } = ctx.actor
  const message = await ctx.db.message.findFirst({
    where: { accountId, id: BigInt(messageId) },
    include: { folder: { select: { name: true } }, user: { select: { name: true } } },
  })
  if (!message) throw messageNotFound()
  const { id, name, subject, preheader, content, revision, folderId } = message
  const body = bodyOf({ subject, preheader, content })
  const chosen = chosenLists(body.content).map(({ listId }) => listId)
  const there = await selectDynamicLists(ctx.db, accountId, chosen)
  return {
    ...{ id: String(id), name, subject, revision, folderId },
    status: MessageStatus.parse(message.status),
    folderName: message.folder?.name ?? null,
    createdAt: message.createdAt.toISOString(),
    changedAt: message.changedAt.toISOString(),
    savedBy: message.user?.name ?? null,
    body,
    uses: await selectUses(ctx.db, accountId, [id]),
    goneLists: chosen.filter((listId) => !there.has(listId)),
  }
}

/** What a message says now. @throws DomainError not_found */
export async function messageBody(ctx: Context, messageId: string): Promise<MessageBody> {
  return (await getMessage(ctx, messageId)).body
}

/** What keeps a message as it is saved from being final; empty when nothing does. @throws DomainError not_found */
export async function messageProblems(ctx: Context, messageId: string): Promise<MessageProblem[]> {
  const body = await messageBody(ctx, messageId)
  const listIds = chosenLists(body.content).map(({ listId }) => listId)
  const [fields, lists, { hasUnsubscribe }] = await Promise.all([
    listFieldNames(ctx),
    selectDynamicLists(ctx.db, ctx.actor.accountId, listIds),
    compileMessage(body, { imageBase: '' }),
  ])
  const known = { fields: new Set(fields.map(({ name }) => name)), lists, hasUnsubscribe }
  return checkMessage(body, known)
}

/** What a personal field can name. */
export async function listFieldNames(ctx: Context): Promise<{ name: string; label: string }[]> {
  const properties = (await listProperties(ctx)).filter(({ name }) => !apart.includes(name))
  return [
    ...properties.map(({ name, label }) => ({ name, label })),
    { name: 'email', label: 'E-mail address' },
    { name: 'externalId', label: 'External id' },
  ]
}

/** Kept apart from the other properties: the one has a place of its own above, the other is no text. */
const apart = ['email', 'permissions']

/** What a message was, the newest first. @throws DomainError not_found */
export async function listVersions(ctx: Context, messageId: string): Promise<MessageVersion[]> {
  const { id } = await getMessage(ctx, messageId)
  const versions = await ctx.db.messageVersion.findMany({
    where: { accountId: ctx.actor.accountId, messageId: BigInt(id) },
    select: { revision: true, savedAt: true, subject: true, user: { select: { name: true } } },
    orderBy: { revision: 'desc' },
  })
  return versions.map(({ revision, savedAt, subject, user }) => ({
    ...{ revision, subject },
    savedAt: savedAt.toISOString(),
    savedBy: user?.name ?? null,
  }))
}

/** What a message said once. @throws DomainError not_found */
export async function versionBody(ctx: Context, messageId: string, revision: number): Promise<MessageBody> {
  requireScope(ctx.actor, 'mailings:read')
  const version = await ctx.db.messageVersion.findFirst({
    where: { accountId: ctx.actor.accountId, messageId: BigInt(messageId), revision },
    select: { subject: true, preheader: true, content: true },
  })
  if (!version) throw messageNotFound()
  return bodyOf(version)
}

/** Sanitised on the way out as well: what lies in the database is shown in an editor of our own origin. */
function bodyOf(stored: unknown): MessageBody {
  const body = MessageBody.parse(stored)
  return { ...body, content: sanitizedContent(body.content) }
}
