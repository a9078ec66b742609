import { randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import { systemActor } from '@/lib/access/actor'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { createRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import { createImport, finishUpload, putChunk } from '@/lib/imports/commands/receive-file'
import { createMessage } from '@/lib/messages/commands/file-messages'
import { pool } from '@/lib/platform/pool'
import { createStaticList } from '@/lib/static-lists/commands/save-static-list'
import { newSecret } from '@/lib/webhooks/secrets'
import { newClient, origin, type ReferenceClient } from './reference-client'

/** An account with something of everything, all of it marked. */
export type FilledAccount = {
  client: ReferenceClient
  mark: string
  /** The ids of its things, under every name by which a path, a query or a body asks for them. */
  ids: Record<string, string>
  /** Calls v1 with its token; fails the test on an error. */
  call: (method: string, path: string, data?: object | string, type?: string) => Promise<unknown>
}

/** With the mark of another account it has the same ids as that one. */
export async function fillAccount(mark = `secret-${randomUUID()}`): Promise<FilledAccount> {
  const client = await newClient()
  const call = callsOf(client)
  const ctx = { ...client.account, actor: systemActor(client.accountId) }
  await createProperty(ctx, { name: 'mark', label: mark, type: 'string', entries: [] })
  for (const [i, id] of [mark, `${mark}-2`].entries()) {
    const input = {
      email: `${mark}-${i}@example.com`,
      properties: { city: mark, mark: 'x' },
      permissions: [{ bit: 1, granted: true }],
    }
    await upsertContact(ctx, id, input, { mode: 'upsert', purge: false })
    await call('PUT', `audiences/${id}`, { name: id, description: mark })
  }
  const rows = `${mark}\n${mark}-2\n${mark}-nobody\n${mark}-nobody-2\n`
  const sync = (await call('POST', `audiences/${mark}/syncs?mode=replace`, rows, 'text/plain')) as {
    id: string
  }
  await call('DELETE', `audiences/${mark}/contacts/${mark}-2`)
  await fillTables(client, mark)
  const staticList = await createStaticList(ctx, { name: mark, externalIds: [mark, `${mark}-2`] })
  const ids = {
    ...(await fillWebhook(client, mark)),
    importId: await fillImport(client, mark),
    audienceId: mark,
    a: mark,
    b: mark,
    contactId: mark,
    syncId: sync.id,
    staticListId: staticList.id,
    messageId: (await createMessage(ctx, { name: mark, folderId: null })).id,
    ...(await fillMailing(client, mark)),
    part: '1',
    externalId: mark,
    externalContactId: mark,
    confirm: mark,
    MPSearchQuery: `city:${mark}`,
    fromDate: '2000-01-01',
    toDate: '2100-01-01',
  }
  return { client, mark, ids, call }
}

/** What no method of the APIs makes. */
async function fillTables({ account: { db }, accountId }: ReferenceClient, mark: string): Promise<void> {
  const contacts = await db.contact.findMany({ where: { accountId } })
  for (const { id } of contacts)
    await db.bounce.create({ data: { accountId, contactId: id, kind: 'soft', reason: mark } })
  await db.folder.create({ data: { accountId, kind: 'dynamic-lists', name: mark, nameKey: mark } })
  const test = { type: 'text' as const, op: 'is' as const, value: mark }
  const rules = { selections: [{ refinements: [{ on: 'email' as const, test }] }], exclusions: [] }
  const ctx = { db, now: () => new Date(), actor: systemActor(accountId) }
  await createRuleList(ctx, { name: mark, folderId: null, rules })
  // Counted just now, so that the worker changes nothing in it.
  await db.ruleList.updateMany({ where: { accountId }, data: { triedAt: new Date() } })
}

/** Switched off and with nothing left to send, so that the worker changes nothing in it. */
async function fillWebhook({ account: { db }, accountId }: ReferenceClient, mark: string) {
  const webhook = await db.webhook.create({
    data: {
      accountId,
      url: `https://${mark}.invalid/`,
      events: ['sync.done'],
      secret: newSecret().sealed,
      active: false,
    },
  })
  const delivery = await db.webhookDelivery.create({
    data: {
      accountId,
      webhookId: webhook.id,
      messageId: `msg_${mark}`,
      event: 'sync.done',
      payload: { mark },
      status: 'failed',
    },
  })
  return { webhookId: String(webhook.id), deliveryId: String(delivery.id) }
}

/** One that was sent, and its automailer too, so that the worker changes nothing in them. */
async function fillMailing({ account: { db }, accountId }: ReferenceClient, mark: string) {
  const moment = new Date()
  const ended = { status: 'sent', startedAt: moment, finishedAt: moment, recipientCount: 1 }
  const content = { subject: mark, preheader: '', content: { root: {}, content: [] } }
  const mailing = await db.mailing.create({
    data: {
      ...{ accountId, name: mark, content, ...ended, scheduledAt: moment, targetName: mark },
      ...{ subject: mark, senderName: mark, senderEmail: `${mark}@example.com` },
    },
  })
  const { id: mailingId } = mailing
  const automailer = await db.automailer.create({
    data: { ...{ accountId, mailingId, name: mark, periodHours: 1 }, ...ended, plannedAt: moment },
  })
  const { id: contactId } = await db.contact.findFirstOrThrow({ where: { accountId, externalId: mark } })
  await db.mailingRecipient.create({
    data: { accountId, mailingId, contactId, status: 'sent', sentAt: moment, reason: mark },
  })
  await db.mailingLink.create({ data: { accountId, mailingId, number: 0, url: `https://${mark}.invalid/` } })
  const address = `${mark}@shop.example`
  const raw = Buffer.from(`From: ${address}\r\nTo: ${address}\r\nSubject: ${mark}\r\n\r\n${mark}\r\n`)
  const mail = await db.outboxMail.create({
    data: { accountId, mailingId, sender: address, recipient: address, subject: mark, raw },
  })
  return {
    mailingId: String(mailingId),
    automailerId: String(automailer.id),
    mailId: String(mail.id),
  }
}

/** A draft whose file is here. */
async function fillImport({ account, accountId }: ReferenceClient, mark: string): Promise<string> {
  const ctx = { ...account, actor: systemActor(accountId) }
  const file = Buffer.from(`id,email\n${mark},${mark}@example.com\n`)
  const { importId } = await createImport(ctx, {
    fileName: `${mark}.csv`,
    fileBytes: file.length,
    format: { separator: ',', encoding: 'utf-8', hasHeading: true },
  })
  await putChunk(ctx, importId, 0, file)
  await finishUpload(ctx, importId)
  return importId
}

function callsOf({ token }: ReferenceClient): FilledAccount['call'] {
  return async (method, path, data, type = 'application/json') => {
    const answer = await fetch(`${origin}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(data !== undefined && { 'content-type': type }) },
      ...(data !== undefined && { body: typeof data === 'string' ? data : JSON.stringify(data) }),
    })
    const text = await answer.text()
    expect(answer.ok, `${method} ${path}: ${text}`).toBe(true)
    return text === '' ? undefined : JSON.parse(text)
  }
}

/**
 * Every row the database has of an account, as text, by table: all tables there are, so a new one is among them.
 * When a credential was last used is noted some time after its use, and left out.
 */
export async function rowsOf(accountId: number): Promise<Record<string, string[]>> {
  const { rows: tables } = await pool().query<{ name: string; key: string }>(
    `select table_name as name, case when table_name = 'account' then 'id' else 'account_id' end as key
     from information_schema.columns
     where table_schema = 'public' and (column_name = 'account_id' or (table_name = 'account' and column_name = 'id'))
     order by 1`,
  )
  const found: Record<string, string[]> = {}
  for (const { name, key } of tables) {
    const { rows } = await pool().query<{ row: string }>(
      `select (to_jsonb(t) - 'last_used_at')::text as row from "${name}" t where ${key} = $1 order by 1`,
      [accountId],
    )
    found[name] = rows.map(({ row }) => row)
  }
  return found
}
