import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { readyMailing, startedMailing } from '@/lib/testing/mailings'
import { membersOf } from '@/lib/testing/static-lists'
import { getMailing } from '../queries'
import { createListOfFigure } from './commands'
import { exportRecipients, getReport, listRecipients } from './queries'
import type { Figure } from './schema'

testDatabase()

const hourMs = 3_600_000
const now = new Date('2026-05-18T12:30:00Z')
const start = new Date('2026-05-18T09:15:00Z')
const hoursOn = (hours: number) => new Date(start.getTime() + hours * hourMs)

let ctx: Context
let mailingId: string

/** Contacts c1 to c9, and what became of the mailing to each. */
const became = [
  { status: 'sent', sentAt: hoursOn(0), openedAt: hoursOn(1.5), clickedAt: hoursOn(1.6) },
  { status: 'sent', sentAt: hoursOn(0), openedAt: hoursOn(1.2), unsubscribedAt: hoursOn(4) },
  { status: 'sent', sentAt: hoursOn(0.5), bouncedAt: hoursOn(1) },
  { status: 'sent', sentAt: hoursOn(2), run: 2 },
  { status: 'failed', reason: '=cmd()' },
  { status: 'unknown', sentAt: null },
  { status: 'skipped', reason: 'inactive' },
  { status: 'queued' },
  { status: 'passed' },
]

beforeAll(async () => {
  ctx = await newAccount({ role: 'owner', now })
  const { accountId } = ctx.actor
  mailingId = await startedMailing(ctx, { name: 'Spring' })
  const id = BigInt(mailingId)
  await ctx.db.mailing.update({ where: { accountId_id: { accountId, id } }, data: { startedAt: start } })
  for (const [at, what] of became.entries()) {
    const contact = await ctx.db.contact.create({
      data: {
        accountId,
        externalId: `c${at + 1}`,
        email: `c${at + 1}@x.example`,
        emailKey: `c${at + 1}@x.example`,
      },
    })
    await ctx.db.mailingRecipient.create({
      data: { accountId, mailingId: id, contactId: contact.id, ...what },
    })
    if (at === 0) {
      const links = ['https://a.example', 'https://b.example'].map((url, number) => ({ url, number }))
      await ctx.db.mailingLink.createMany({
        data: links.map((link) => ({ accountId, mailingId: id, ...link })),
      })
      const click = { accountId, mailingId: id, number: 1, contactId: contact.id }
      await ctx.db.mailingClick.create({ data: { ...click, clickedAt: hoursOn(1.6), clicks: 3 } })
    }
  }
})

const idsOf = async (figure: Figure) => {
  const { rows } = await listRecipients(ctx, mailingId, { figure }, { limit: 100 })
  return rows.map(({ externalId }) => externalId)
}

describe('a report', () => {
  test('counts to the row, over time and per link', async () => {
    const report = await getReport(ctx, await getMailing(ctx, mailingId))
    expect(report).toEqual({
      figures: {
        ...{ recipients: 8, waiting: 1, sent: 4, failed: 1, unknown: 1, skipped: 1 },
        ...{ delivered: 3, opened: 2, clicked: 1, bounced: 1, unsubscribed: 1, complained: 0 },
      },
      automailed: 1,
      momentHours: 1,
      moments: [
        { at: hoursOn(0).toISOString(), sent: 3, opened: 0, clicked: 0, unsubscribed: 0 },
        { at: hoursOn(1).toISOString(), sent: 0, opened: 2, clicked: 1, unsubscribed: 0 },
        { at: hoursOn(2).toISOString(), sent: 1, opened: 0, clicked: 0, unsubscribed: 0 },
        { at: hoursOn(3).toISOString(), sent: 0, opened: 0, clicked: 0, unsubscribed: 0 },
        { at: hoursOn(4).toISOString(), sent: 0, opened: 0, clicked: 0, unsubscribed: 1 },
      ],
      links: [
        { number: 1, url: 'https://b.example', contacts: 1, clicks: 3 },
        { number: 0, url: 'https://a.example', contacts: 0, clicks: 0 },
      ],
    })
  })

  test('names the recipients of each figure', async () => {
    expect(await idsOf('recipients')).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'])
    expect(await idsOf('not-opened')).toEqual(['c3', 'c4'])
    expect([await idsOf('unknown'), await idsOf('clicked'), await idsOf('complained')]).toEqual([
      ['c6'],
      ['c1'],
      [],
    ])
    const found = await listRecipients(ctx, mailingId, { figure: 'recipients', q: 'C5@' }, { limit: 10 })
    expect(found.rows).toMatchObject([
      { externalId: 'c5', status: 'failed', reason: '=cmd()', isAutomailed: false },
    ])
    const one = await listRecipients(ctx, mailingId, { figure: 'sent' }, { limit: 3 })
    const two = await listRecipients(
      ctx,
      mailingId,
      { figure: 'sent' },
      { limit: 3, after: one.next ?? undefined },
    )
    expect(two).toMatchObject({ rows: [{ externalId: 'c4', isAutomailed: true }], next: null })
    const wild = await listRecipients(ctx, mailingId, { figure: 'recipients', q: '%' }, { limit: 10 })
    expect(wild.rows).toEqual([])
  })

  test('is exported with cells that no spreadsheet runs', async () => {
    const chunks: Buffer[] = []
    for await (const chunk of await exportRecipients(ctx, mailingId, 'failed')) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe(
      'id,email,status,reason,by,sent_at,opened_at,clicked_at,bounced_at,unsubscribed_at,complained_at\n' +
        "c5,c5@x.example,failed,'=cmd(),mailing,,,,,,\n",
    )
  })

  test('makes a static list of a figure', async () => {
    const made = await createListOfFigure(ctx, { mailingId, figure: 'opened', name: 'Openers' })
    expect(made.members).toBe(2)
    expect(await membersOf(ctx, made.id)).toEqual(['c1', 'c2'])
    const again = createListOfFigure(ctx, { mailingId, figure: 'opened', name: 'openers' })
    await expect(again).rejects.toMatchObject({ code: 'name_taken' })
    const viewer = await asUser(ctx, 'viewer')
    await expect(createListOfFigure(viewer, { mailingId, figure: 'sent', name: 'No' })).rejects.toMatchObject(
      { code: 'forbidden' },
    )
  })

  test('is the account’s own', async () => {
    const theirs = await newAccount({ role: 'owner' })
    const search = { figure: 'recipients' } as const
    await expect(listRecipients(theirs, mailingId, search, { limit: 1 })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(exportRecipients(theirs, mailingId, 'sent')).rejects.toMatchObject({ code: 'not_found' })
    const draft = await readyMailing(ctx)
    expect((await getReport(ctx, await getMailing(ctx, draft)))?.figures.recipients).toBe(0)
    const credential = await newAccount({ scopes: ['mailings:read'] })
    await expect(listRecipients(credential, '1', search, { limit: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})
