import { expect, test } from 'vitest'
import { getImport } from '@/lib/imports/queries/imports'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { changes, everything, nothing, startedImport } from '@/lib/testing/imports'
import { untilWaiting, whileContactHeld } from '@/lib/testing/locks'
import { letWorkersDie, testWorkers } from '@/lib/testing/workers'
import { releaseLostJobs } from './heartbeat'

testDatabase()
const workers = testWorkers()

test('an import that was lost with its worker did nothing, and is done by the next', {
  timeout: 90_000,
}, async () => {
  const ctx = await newAccount({ role: 'editor' })
  const importId = await startedImport(ctx)
  await whileContactHeld(ctx, 'c9', async () => {
    const killed = workers.start()
    await untilWaiting(1)
    killed.kill('SIGKILL')
    expect(await changes(ctx)).toEqual(nothing)
  })
  await letWorkersDie()
  expect(await releaseLostJobs(pool())).toBe(1)
  workers.start()
  const within = { timeout: 45_000, interval: 100 }
  await expect.poll(async () => (await getImport(ctx, importId)).status, within).toBe('done')
  expect(await changes(ctx)).toEqual(everything)
})
