import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { overrideEnv } from '@/lib/platform/env'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, mailingOf, newRecipients, recipientCounts } from '@/lib/testing/due-mailings'
import { testWorkers } from '@/lib/testing/workers'

testDatabase()
const workers = testWorkers()

// biome-ignore lint/style/noProcessEnv: sizes of this test alone, and no settings of Roster.
const given = process.env
/** All of it: MAILING_RECIPIENTS=10000 MAILING_KILLS=30 npm run unit -- lib/worker/mailings */
const recipientCount = Number(given['MAILING_RECIPIENTS'] ?? 200)
const kills = Number(given['MAILING_KILLS'] ?? 1)
const parallel = 10
/** A worker takes seconds to start, many of them on a busy machine. */
const patienceMs = kills > 1 ? 240_000 : 45_000
const perSecond = recipientCount > 1_000 ? 500 : 150

/** A mail server in a process of its own: what it took outlives whoever handed it over. */
let sink: ChildProcess
const taken: string[] = []
beforeAll(async () => {
  sink = spawn(process.execPath, ['scripts/bench/mail-sink.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: sink.stdout as NodeJS.ReadableStream })
  const [url] = (await once(lines, 'line')) as [string]
  lines.on('line', (to) => taken.push(to))
  overrideEnv({
    ...{ SMTP_URL: url, APP_URL: 'https://mail.shop.example' },
    ...{ MAIL_PARALLEL: String(parallel), MAIL_PER_SECOND_MAX: String(perSecond) },
  })
})
afterAll(() => void sink.kill())

async function due(count: number): Promise<{ ctx: Context; mailingId: bigint; count: number }> {
  taken.length = 0
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, count)
  return { ctx, mailingId: await dueMailing(ctx, { listId }), count }
}

const statusOf = async (ctx: Context, mailingId: bigint) => (await mailingOf(ctx, mailingId)).status

/** Nobody got it twice, and nobody is missing of whom it is not said that nobody knows. */
async function expectEachOnce(
  { ctx, mailingId, count }: Awaited<ReturnType<typeof due>>,
  unknownMax: number,
): Promise<void> {
  const counts = await recipientCounts(ctx, mailingId)
  const unknown = counts['unknown'] ?? 0
  expect(new Set(taken).size).toBe(taken.length)
  expect(counts).toEqual({ sent: count - unknown, ...(unknown > 0 && { unknown }) })
  expect(unknown).toBeLessThanOrEqual(unknownMax)
  expect(taken.length).toBeGreaterThanOrEqual(count - unknown)
  const rows = await ctx.db.$queryRaw<{ email: string }[]>`
    select c.email from mailing_recipient r join contact c on c.account_id = r.account_id and c.id = r.contact_id
    where r.account_id = ${ctx.actor.accountId} and r.status = 'sent'`
  const got = new Set(taken)
  expect(rows.filter(({ email }) => !got.has(email))).toEqual([])
}

test('a mailing whose worker is killed again and again goes on at once, and reaches everybody once', {
  timeout: (kills + 2) * patienceMs,
}, async () => {
  const mailing = await due(recipientCount)
  const { ctx, mailingId } = mailing
  const share = recipientCount / (kills + 1)
  for (let kill = 1; kill <= kills; kill++) {
    const worker = workers.start()
    await expect
      .poll(() => taken.length, { timeout: patienceMs, interval: 10 })
      .toBeGreaterThan(share * (kill - 1))
    await sleep(Math.random() * (share / perSecond) * 1_000)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  workers.start()
  const within = { timeout: patienceMs, interval: 100 }
  await expect.poll(() => statusOf(ctx, mailingId), within).toBe('sent')
  await expectEachOnce(mailing, kills * parallel)
  process.stderr.write(
    `${JSON.stringify({ kills, taken: taken.length, ...(await recipientCounts(ctx, mailingId)) })}\n`,
  )
})

test('two workers send a mailing once, and one that is told to stop leaves nothing unknown', {
  timeout: 90_000,
}, async () => {
  const mailing = await due(200)
  const { ctx, mailingId } = mailing
  const both = [workers.start(), workers.start()]
  await expect.poll(() => taken.length, { timeout: 45_000, interval: 10 }).toBeGreaterThan(60)
  both[0]?.kill('SIGTERM')
  await expect.poll(() => statusOf(ctx, mailingId), { timeout: 45_000, interval: 50 }).toBe('sent')
  await expectEachOnce(mailing, 0)
})
