import { type HeaderLines, simpleParser } from 'mailparser'
import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import { type OutboxRow, selectMail, selectMails } from './outbox.sql'
import type { OutboxMail, OutboxMailDetail } from './schema'

function toMail(row: OutboxRow): OutboxMail {
  return {
    id: row.id,
    recipient: row.recipient,
    subject: row.subject,
    mailing: row.mailing_id === null ? null : { id: row.mailing_id, name: row.mailing_name ?? '' },
    receivedAt: row.received_at.toISOString(),
  }
}

/** A page of the mails that the built-in outbox took for the account, or of those to addresses that hold `q`; the latest first. */
export async function listOutbox(
  ctx: Context,
  q: string | undefined,
  page: PageRequest,
): Promise<Page<OutboxMail>> {
  requireScope(ctx.actor, 'mailings:read')
  const recipient = (q ?? '').trim().toLowerCase().replaceAll('\0', '').toWellFormed()
  const found = pageOf(await selectMails(ctx.db, ctx.actor.accountId, recipient, page), page)
  return { ...found, rows: found.rows.map(toMail) }
}

/** All of them. */
export function countOutbox(ctx: Context): Promise<number> {
  requireScope(ctx.actor, 'mailings:read')
  return ctx.db.outboxMail.count({ where: { accountId: ctx.actor.accountId } })
}

/** A mail as it was sent. @throws DomainError not_found, forbidden */
export async function getMailSource(ctx: Context, mailId: string): Promise<Buffer> {
  return Buffer.from((await requireMail(ctx, mailId)).raw)
}

/** A mail with what is in it. @throws DomainError not_found, forbidden */
export async function getMail(ctx: Context, mailId: string): Promise<OutboxMailDetail> {
  const row = await requireMail(ctx, mailId)
  // Text as it is; the parser would make up what one of the two lacks from the other.
  const options = { skipHtmlToText: true, skipTextToHtml: true }
  const { headerLines, html, text } = await simpleParser(Buffer.from(row.raw), options)
  return {
    ...toMail(row),
    sender: row.sender,
    bytes: row.raw.length,
    headers: headersOf(headerLines),
    html: html || null,
    text: text || null,
  }
}

async function requireMail(ctx: Context, mailId: string) {
  requireScope(ctx.actor, 'mailings:read')
  const id = /^\d{1,18}$/.test(mailId) ? BigInt(mailId) : undefined
  const row = id === undefined ? undefined : await selectMail(ctx.db, ctx.actor.accountId, id)
  if (!row)
    throw new DomainError('not_found', 'There is no such mail in the outbox.', { details: { kind: 'mail' } })
  return row
}

function headersOf(lines: HeaderLines): OutboxMailDetail['headers'] {
  return lines.map(({ line }) => {
    const [name = '', ...rest] = line.split(':')
    return { name, value: rest.join(':').replace(/\s+/g, ' ').trim() }
  })
}
