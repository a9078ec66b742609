import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { disconnectDb } from '@/lib/platform/db'
import { overrideEnv } from '@/lib/platform/env'
import { closePool } from '@/lib/platform/pool'
import { run, withDatabase } from './template'

/**
 * Gives the test file a database of its own, cloned from the migrated template; `db()` and `pool()`
 * reach it from the first `beforeAll` on. Answers its URL, for processes a test starts.
 */
export function testDatabase(): { url: () => string } {
  const { adminUrl, template } = inject('testServer')
  const name = `roster_test_${randomUUID().replaceAll('-', '')}`
  const url = withDatabase(adminUrl, name)
  beforeAll(async () => {
    await run(adminUrl, `create database ${name} template ${template}`)
    overrideEnv({ DATABASE_URL: url })
  })
  afterAll(async () => {
    await disconnectDb()
    await closePool()
    await run(adminUrl, `drop database ${name} with (force)`)
  })
  return { url: () => url }
}
