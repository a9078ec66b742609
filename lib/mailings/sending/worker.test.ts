import { afterEach, expect, test } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { readMetrics } from '@/lib/platform/metrics'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, mailingOf, newRecipients, recipientCounts } from '@/lib/testing/due-mailings'
import { testMailSink } from '@/lib/testing/mail-sink'
import { startDue } from './start'
import { startSending, wakeSending } from './worker'

testDatabase()
const sink = testMailSink()
overrideEnv({ MAIL_PARALLEL: '6' })

let sending: ReturnType<typeof startSending> | undefined
afterEach(async () => {
  await sending?.stop()
  sending = undefined
})

const within = { timeout: 15_000, interval: 50 }
const metric = async (outcome: string) =>
  Number(
    new RegExp(`roster_mails_total\\{outcome="${outcome}"\\} (\\d+)`).exec((await readMetrics()).text)?.[1],
  )

test('mailings start at their moment and go at once, each to all, and no more under way than is set', async () => {
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, 30)
  let underWay = 0
  let most = 0
  sink.answers(async ({ command }) => {
    if (command !== 'END') return
    most = Math.max(most, ++underWay)
    await new Promise((done) => setTimeout(done, 10))
    underWay--
  })
  sending = startSending(ctx)
  const mailings = [await dueMailing(ctx, { listId }), await dueMailing(ctx, { listId })]
  wakeSending()
  for (const id of mailings)
    await expect.poll(async () => (await mailingOf(ctx, id)).status, within).toBe('sent')
  expect(sink.taken).toHaveLength(60)
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(6)
  await sending.stop()
  expect([await metric('sent'), await metric('failed'), await metric('unknown')]).toEqual([60, 0, 0])
})

test('a mail server that is not there yet is tried again by itself', { timeout: 40_000 }, async () => {
  const ctx = await newAccount()
  await sink.goDown()
  const mailingId = await dueMailing(ctx, { listId: await newRecipients(ctx, 5) })
  sending = startSending(ctx)
  await expect
    .poll(async () => (await mailingOf(ctx, mailingId)).problem, within)
    .toMatch(/refuses the connection/)
  await sink.comeBack()
  await expect
    .poll(async () => (await mailingOf(ctx, mailingId)).status, { ...within, timeout: 30_000 })
    .toBe('sent')
  expect(sink.taken).toHaveLength(5)
})

test('what was under way when its worker died is told, also of a mailing that was cancelled since', async () => {
  const ctx = await newAccount()
  const mailingId = await dueMailing(ctx, { listId: await newRecipients(ctx, 5) })
  await startDue(ctx)
  const { accountId } = ctx.actor
  await ctx.db.$executeRaw`
    update mailing_recipient set status = 'sending' where account_id = ${accountId} and contact_id % 5 < 2`
  await ctx.db.$executeRaw`
    update mailing set status = 'cancelled', finished_at = now() where account_id = ${accountId}`
  sending = startSending(ctx)
  await expect.poll(() => recipientCounts(ctx, mailingId), within).toEqual({ queued: 3, unknown: 2 })
  expect(sink.taken).toEqual([])
})

test('without a mail server a mailing waits and says what to set', async () => {
  const ctx = await newAccount()
  const url = sink.url()
  overrideEnv({ SMTP_URL: '' })
  const mailingId = await dueMailing(ctx, { listId: await newRecipients(ctx, 1) })
  sending = startSending(ctx)
  await expect
    .poll(async () => (await mailingOf(ctx, mailingId)).problem, within)
    .toMatch(/must set SMTP_URL/)
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'scheduled' })
  overrideEnv({ SMTP_URL: url })
})
