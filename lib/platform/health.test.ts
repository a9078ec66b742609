import { expect, test } from 'vitest'
import { testDatabase } from '@/lib/testing/database'
import { readiness } from './health'
import { pool } from './pool'

testDatabase()

const failing = async () => (await readiness()).filter(({ ok }) => !ok).map(({ name }) => name)

test('it is ready once a worker is heard, and not when the last one fell silent', async () => {
  expect(await failing()).toEqual(['worker'])
  await pool().query("insert into worker_heartbeat (id, at) values ('one', now() - interval '31 seconds')")
  expect(await failing()).toEqual(['worker'])
  await pool().query("insert into worker_heartbeat (id) values ('two')")
  expect(await failing()).toEqual([])
})

test('a migration that is not applied, or failed, keeps it from being ready', async () => {
  await pool().query('update _prisma_migrations set finished_at = null')
  expect(await failing()).toContain('migrations')
  await pool().query('delete from _prisma_migrations')
  expect(await failing()).toContain('migrations')
})
