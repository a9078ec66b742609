import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, mailingOf, newRecipients, recipientCounts } from '@/lib/testing/due-mailings'
import type { Said } from '@/lib/testing/mail-sink'
import { allOf, runSql, startedMailing, testSending } from '@/lib/testing/sending'
import { startDue } from './start'

testDatabase()
const { sink, newSender, send, addresses } = testSending()

/** What is answered when the text of a mail to one of these has been given, or before. */
const about = (to: string, command: string, answer: string) => (said: Said) =>
  said.to === to && said.command === command ? answer : undefined

test('everybody gets their own mail, once, and it is written down', async () => {
  const { ctx, mailingId } = await startedMailing(23)
  expect(await send(ctx, mailingId)).toBe('done')
  expect(addresses()).toEqual(allOf(23))
  expect(await recipientCounts(ctx, mailingId)).toEqual({ sent: 23 })
  const { status, finishedAt, recipientCount } = await mailingOf(ctx, mailingId)
  expect({ status, recipientCount, finished: finishedAt !== null }).toEqual({
    ...{ status: 'sent', recipientCount: 23n, finished: true },
  })
  const where = { accountId: ctx.actor.accountId, mailingId, kind: 'received' }
  expect(await ctx.db.mailingEvent.count({ where })).toBe(23)
  expect(await send(ctx, mailingId)).toBe('done')
  expect(sink.taken).toHaveLength(23)

  const parsed = await simpleParser(sink.taken.find(({ to }) => to === 'c7@example.com')?.raw ?? '')
  expect(parsed.subject).toBe('Spring, Ann 7')
  expect(parsed.from?.text).toBe('"The shop" <news@shop.example>')
  expect(parsed.html).toContain('Hello Ann 7')
  expect(parsed.text).toContain('Hello Ann 7')
  expect(parsed.html).toMatch(/href="https:\/\/mail\.shop\.example\/click\/[\w-]+\/0"/)
  const token = /click\/([\w-]+)\/0/.exec(String(parsed.html))?.[1]
  expect(parsed.headers.get('list')).toMatchObject({
    unsubscribe: { url: `https://mail.shop.example/unsubscribe/${token}/one-click` },
  })
  expect(sink.taken[0]?.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  expect(new Set(sink.taken.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1])).size).toBe(23)
})

test('a service message has no button to unsubscribe, and what is not to be tracked leads straight on', async () => {
  const { ctx, mailingId } = await startedMailing(1, { isService: true, tracks: false })
  await send(ctx, mailingId)
  const raw = sink.taken[0]?.raw ?? ''
  expect(raw).not.toMatch(/^(List-Unsubscribe|Precedence)/m)
  const { html } = await simpleParser(raw)
  expect(html).toContain('href="https://shop.example/spring"')
  expect(html).not.toContain('/open/')
})

test('each answer of the mail server has its own outcome', async () => {
  let now = new Date('2026-03-01T12:00:00Z')
  const { ctx, mailingId } = await startedMailing(6, { now: () => now })
  const answers = [
    about('c2@example.com', 'RCPT', '550 5.1.1 Nobody here'),
    about('c3@example.com', 'RCPT', '451 4.7.1 Greylisted'),
    about('c4@example.com', 'END', 'close'),
    about('c5@example.com', 'END', '554 5.7.1 Spam'),
    about('c6@example.com', 'RCPT', '552 5.2.2 Full'),
  ]
  sink.answers((said) => answers.map((answer) => answer(said)).find((each) => each !== undefined))
  expect(await send(ctx, mailingId)).toBe('done')
  const { rows } = await runSql(
    ctx,
    `select c.external_id as id, r.status, r.reason, r.attempts, r.bounced_at is not null as bounced, c.status as contact
     from mailing_recipient r join contact c on c.account_id = r.account_id and c.id = r.contact_id
     where r.account_id = $1 order by c.external_id`,
  )
  const one = { attempts: 1, bounced: false, contact: 'active' }
  expect(rows).toEqual([
    { ...one, id: 'c1', status: 'sent', reason: null },
    {
      ...one,
      id: 'c2',
      status: 'failed',
      reason: '550 5.1.1 Nobody here',
      bounced: true,
      contact: 'inactive',
    },
    { ...one, id: 'c3', status: 'queued', reason: '451 4.7.1 Greylisted' },
    { ...one, id: 'c4', status: 'unknown', reason: 'The mail server closed the connection.' },
    { ...one, id: 'c5', status: 'failed', reason: '554 5.7.1 Spam' },
    { ...one, id: 'c6', status: 'failed', reason: '552 5.2.2 Full', bounced: true },
  ])
  const waiting = await mailingOf(ctx, mailingId)
  expect(waiting).toMatchObject({ status: 'sending', problem: expect.stringContaining('1 recipient ') })
  expect(waiting.retryAt).toEqual(new Date('2026-03-01T12:05:00Z'))

  // Nobody is tried before their time; then for at most five times, in all within a day.
  await send(ctx, mailingId)
  expect(addresses()).toEqual(['c1@example.com'])
  const begun = now
  let turns = 0
  for (; (await mailingOf(ctx, mailingId)).status === 'sending'; turns++) {
    now = (await mailingOf(ctx, mailingId)).retryAt ?? now
    await send(ctx, mailingId)
  }
  expect(turns).toBe(4)
  expect(now.getTime() - begun.getTime()).toBeLessThan(24 * 3_600_000)
  expect(await recipientCounts(ctx, mailingId)).toEqual({ failed: 4, sent: 1, unknown: 1 })
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'sent', problem: null, retryAt: null })
})

test('who was put off gets it when the mail server takes it later', async () => {
  let now = new Date('2026-03-01T12:00:00Z')
  const { ctx, mailingId } = await startedMailing(12, { now: () => now })
  sink.answers(about('c3@example.com', 'RCPT', '451 4.7.1 Greylisted'))
  await send(ctx, mailingId)
  sink.answers(() => undefined)
  now = new Date('2026-03-01T12:05:00Z')
  await send(ctx, mailingId)
  expect(addresses()).toEqual(allOf(12))
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'sent' })
})

test('a mail server that is down has the mailing wait, longer each time, and nothing is lost', async () => {
  const now = new Date('2026-03-01T12:00:00Z')
  const { ctx, mailingId } = await startedMailing(12, { now: () => now })
  const sender = newSender()
  await sink.goDown()
  const waits: number[] = []
  for (const failures of [0, 1, 2, 20]) {
    expect(await send(ctx, mailingId, { sender, failures })).toBe('not-reached')
    const { problem, retryAt, status } = await mailingOf(ctx, mailingId)
    expect({ problem, status }).toEqual({
      problem: 'The mail server refuses the connection.',
      status: 'sending',
    })
    waits.push(((retryAt?.getTime() ?? 0) - now.getTime()) / 1_000)
  }
  expect(waits).toEqual([10, 20, 40, 300])
  const { rows } = await runSql(
    ctx,
    'select distinct status, attempts from mailing_recipient where account_id = $1',
  )
  expect(rows).toEqual([{ status: 'queued', attempts: 0 }])
  await sink.comeBack()
  expect(await send(ctx, mailingId, { sender, failures: 5 })).toBe('done')
  expect(addresses()).toEqual(allOf(12))
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'sent', problem: null, retryAt: null })
})

test('a sender that the mail server refuses stops the mailing, not its recipients', async () => {
  const { ctx, mailingId } = await startedMailing(12)
  sink.answers(({ command }) => (command === 'MAIL' ? '550 5.7.1 Not your address' : undefined))
  expect(await send(ctx, mailingId)).toBe('not-reached')
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ problem: '550 5.7.1 Not your address' })
  expect(await recipientCounts(ctx, mailingId)).toEqual({ queued: 12 })
})

test('whoever may not be mailed any more when their turn comes is skipped, and why', async () => {
  const { ctx, mailingId } = await startedMailing(6)
  await runSql(ctx, "update contact set status = 'inactive' where account_id = $1 and external_id = 'c2'")
  await runSql(
    ctx,
    `update contact_permission set granted = false where account_id = $1
       and contact_id = (select id from contact where account_id = $1 and external_id = 'c3')`,
  )
  await runSql(
    ctx,
    "update contact set email = null, email_key = '' where account_id = $1 and external_id = 'c4'",
  )
  await runSql(
    ctx,
    "update contact set email = null, email_key = '', properties = '{}', erased_at = now() where account_id = $1 and external_id = 'c5'",
  )
  await send(ctx, mailingId)
  expect(addresses()).toEqual(['c1@example.com', 'c6@example.com'])
  const { rows } = await runSql(
    ctx,
    "select reason from mailing_recipient where account_id = $1 and status = 'skipped' order by contact_id",
  )
  expect(rows.map(({ reason }) => reason)).toEqual([
    'The contact is inactive.',
    'The permission was withdrawn.',
    'The contact has no e-mail address any more.',
    'The contact was erased.',
  ])
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'sent' })
})

test('an automailer sends what the mailing said to those who joined since', async () => {
  let now = new Date('2026-03-01T12:00:00Z')
  const ctx = await newAccount({ now: () => now })
  const listId = await newRecipients(ctx, 3)
  const mailingId = await dueMailing(ctx, { listId, scheduledAt: now, automailerHours: 1 })
  await startDue(ctx)
  await send(ctx, mailingId)
  const sentAt = (await mailingOf(ctx, mailingId)).finishedAt
  await runSql(ctx, "update message set subject = 'Another' where account_id = $1")
  await pool().query(
    `with c as (
       insert into contact (account_id, external_id, email, email_key) values ($1, 'new', 'new@x.nl', 'new@x.nl') returning id),
     p as (
       insert into contact_permission (account_id, permission_id, contact_id, granted, source)
       select $1, p.id, c.id, true, 'test' from c, permission p where p.account_id = $1 and p.bit = 1)
     insert into static_member (account_id, list_id, contact_id) select $1, $2, id from c`,
    [ctx.actor.accountId, listId],
  )
  now = new Date('2026-03-01T13:00:00Z')
  await startDue(ctx)
  sink.taken.length = 0
  expect(await send(ctx, mailingId)).toBe('done')
  expect(addresses()).toEqual(['new@x.nl'])
  expect(sink.taken[0]?.raw).toMatch(/^Subject: Spring, you\r$/m)
  const automailer = await ctx.db.automailer.findFirstOrThrow({ where: { mailingId } })
  expect(automailer).toMatchObject({ status: 'sent', recipientCount: 1n, finishedAt: now })
  expect(await mailingOf(ctx, mailingId)).toMatchObject({
    status: 'sent',
    finishedAt: sentAt,
    recipientCount: 3n,
  })
})

test('the pace is kept', async () => {
  const { ctx, mailingId } = await startedMailing(30)
  const begun = Date.now()
  await send(ctx, mailingId, { sender: newSender({ perSecond: 50 }) })
  expect(Date.now() - begun).toBeGreaterThan(550)
  expect(sink.taken).toHaveLength(30)
})
