import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, largeMailing, mailingOf, newRecipients } from '@/lib/testing/due-mailings'
import { testWorkers } from '@/lib/testing/workers'
import { peakDuring, residentMb } from '../../scripts/bench/resident-memory.mjs'

const { size, watched } = largeMailing

// So many contacts at once take their time.
overrideEnv({ DATABASE_STATEMENT_TIMEOUT_MS: '0' })
testDatabase()
const workers = testWorkers()
let sink: ChildProcess
let taken = 0
beforeAll(async () => {
  sink = spawn(process.execPath, ['scripts/bench/mail-sink.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: sink.stdout as NodeJS.ReadableStream })
  const [url] = (await once(lines, 'line')) as [string]
  lines.on('line', () => taken++)
  overrideEnv({ SMTP_URL: url, APP_URL: 'https://mail.shop.example' })
})
afterAll(() => void sink.kill())

test.runIf(size > 0)('a large mailing takes time, and no memory', { timeout: 7_200_000 }, async () => {
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, size)
  const pid = workers.start().pid ?? 0
  // A small one first, so that all code is loaded, and what is measured is the data.
  const few = await newAccount()
  const warm = await dueMailing(few, { listId: await newRecipients(few, 2_000) })
  while ((await mailingOf(few, warm)).status !== 'sent') await sleep(250)
  const idleMb = residentMb(pid)
  taken = 0
  const mailingId = await dueMailing(ctx, { listId })
  const due = Date.now()
  let startedMs = 0
  const { peakMb } = await peakDuring(pid, async () => {
    while ((await mailingOf(ctx, mailingId)).status === 'scheduled') await sleep(100)
    startedMs = Date.now() - due
    while (taken < watched) await sleep(250)
  })
  const perSecond = taken / ((Date.now() - due - startedMs) / 1_000)
  process.stderr.write(`${JSON.stringify({ size, taken, startedMs, perSecond, idleMb, peakMb })}\n`)
  expect((await mailingOf(ctx, mailingId)).recipientCount).toBe(BigInt(size))
  expect(startedMs).toBeLessThan(60_000)
  expect(peakMb - idleMb).toBeLessThan(100)
})
