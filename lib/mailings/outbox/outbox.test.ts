import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { overrideEnv } from '@/lib/platform/env'
import type { Mail } from '@/lib/platform/mail/compose'
import { type MailTransport, openTransport } from '@/lib/platform/mail/transport'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, newRecipients, recipientCounts, systemOf } from '@/lib/testing/due-mailings'
import { sendMailing } from '../sending/engine'
import { Pace } from '../sending/pace'
import { startDue } from '../sending/start'
import { recipientToken } from '../tracking/token'
import { outboxMailsMax, receiveMail } from './receive'
import { newOutbox } from './server'

testDatabase()
let transport: MailTransport
let server: ReturnType<typeof newOutbox>
let ctx: Context
beforeAll(async () => {
  ctx = await newAccount()
  server = newOutbox(ctx)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  overrideEnv({ OUTBOX_URL: `smtp://127.0.0.1:${port}`, LOCAL_URL: 'http://localhost:3000' })
  transport = openTransport(`smtp://127.0.0.1:${port}`, 5)
})
afterAll(() => {
  transport.close()
  server.close()
})

const mailsOf = ({ actor }: Context) =>
  ctx.db.outboxMail.findMany({ where: { accountId: actor.accountId }, orderBy: { recipient: 'asc' } })

const mail = (given: Partial<Mail> = {}): Mail => ({
  ...{ from: { name: 'Shop', address: 'news@shop.example' }, to: 'ann@example.com', subject: 'Größe "L" 🎈' },
  ...{ bounceTo: 'news@shop.example', text: 'Hello', html: '<p>Hello</p>', messageId: 'a@shop.example' },
  ...{ date: new Date(0), headers: {}, ...given },
})

test('what a mailing sends lies in the outbox of its account', async () => {
  const other = await newAccount()
  const listId = await newRecipients(other, 12)
  const mailingId = await dueMailing(other, { listId })
  await startDue(other)
  const sender = {
    transport,
    pace: new Pace(0),
    parallel: () => 5,
    count: () => {},
    stop: new AbortController().signal,
  }
  await sendMailing(systemOf(other), mailingId, { sender, failures: 0 })
  expect(await recipientCounts(other, mailingId)).toEqual({ sent: 12 })
  const mails = await mailsOf(other)
  expect(mails).toHaveLength(12)
  expect(mails[0]).toMatchObject({
    ...{
      mailingId,
      sender: '"The shop" <news@shop.example>',
      recipient: 'c10@example.com',
      subject: 'Spring, Ann 10',
    },
  })
  expect(Buffer.from(mails[0]?.raw ?? []).toString()).toContain('Content-Type: multipart/alternative')
  expect(await mailsOf(ctx)).toEqual([])
})

test('mail that we did not send is refused, and so is a mail whose token was made up', async () => {
  const refused = { kind: 'permanent', reason: expect.stringContaining('Only mail of this installation') }
  const token = recipientToken({ accountId: ctx.actor.accountId, mailingId: 7n, contactId: 8n })
  expect(await transport.send(mail())).toMatchObject(refused)
  const altered = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
  expect(await transport.send(mail({ headers: { 'X-Roster-Mailing': altered } }))).toMatchObject(refused)
  expect(await transport.send(mail({ text: `\r\nX-Roster-Mailing: ${token}` }))).toMatchObject(refused)
  const gone = recipientToken({ accountId: 2_000_000_000, mailingId: 7n, contactId: 8n })
  expect(await transport.send(mail({ headers: { 'X-Roster-Mailing': gone } }))).toMatchObject(refused)
  expect(await mailsOf(ctx)).toEqual([])
  expect(await transport.send(mail({ headers: { 'X-Roster-Mailing': token } }))).toEqual({ kind: 'accepted' })
  expect(await mailsOf(ctx)).toMatchObject([{ mailingId: 7n, subject: 'Größe "L" 🎈' }])
})

test('it keeps the newest', async () => {
  const one = await newAccount()
  const { accountId } = one.actor
  await ctx.db.$executeRaw`
    insert into outbox_mail (account_id, sender, recipient, subject, raw)
    select ${accountId}, 'a', 'old' || n, 's', '' from generate_series(1, ${outboxMailsMax}::int) n`
  const token = recipientToken({ accountId, mailingId: 7n, contactId: 8n })
  const raw = Buffer.from(`X-Roster-Mailing: ${token}\r\nSubject: new\r\n\r\n`)
  for (let n = 0; n < 100; n++) await receiveMail(ctx, { sender: '', recipient: 'ann@example.com', raw })
  const count = await ctx.db.outboxMail.count({ where: { accountId } })
  expect(count).toBeGreaterThanOrEqual(outboxMailsMax)
  expect(count).toBeLessThan(outboxMailsMax + 100)
  expect(await ctx.db.outboxMail.count({ where: { accountId, subject: 'new' } })).toBe(100)
})
