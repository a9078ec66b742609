import { expect, test } from 'vitest'
import { testDatabase } from '@/lib/testing/database'
import { queryUntil } from './cancellable'
import { Prisma } from './generated/client'
import { pool } from './pool'
import { isStatementTimeout } from './sql-state'

testDatabase()

const slow = Prisma.sql`select pg_sleep(${30}::float8), 'slow-one'`
const running = async () => {
  const { rows } = await pool().query(
    `select count(*)::int as n from pg_stat_activity where state = 'active' and query like '%slow-one%' and pid <> pg_backend_pid()`,
  )
  return rows[0].n
}

test('rows come, with parameters', async () => {
  const { signal } = new AbortController()
  const rows = await queryUntil(Prisma.sql`select ${'a'}::text as x`, { timeoutMs: 1_000, signal })
  expect(rows).toEqual([{ x: 'a' }])
})

test('given up, it is stopped in the database at once, and the pool goes on', async () => {
  const aborted = new AbortController()
  const answer = queryUntil(slow, { timeoutMs: 20_000, signal: aborted.signal })
  const refused = expect(answer).rejects.toThrow('superseded')
  await expect.poll(running).toBe(1)
  const began = performance.now()
  aborted.abort(new Error('superseded'))
  await refused
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await running()).toBe(0)
  await expect(queryUntil(slow, { timeoutMs: 20_000, signal: aborted.signal })).rejects.toThrow('superseded')
  expect((await pool().query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

test('it is stopped when it takes longer than it may, and cannot write', async () => {
  const { signal } = new AbortController()
  const late = await queryUntil(slow, { timeoutMs: 100, signal }).catch((error) => error)
  expect(isStatementTimeout(late)).toBe(true)
  const write = Prisma.sql`create table written (id int)`
  await expect(queryUntil(write, { timeoutMs: 1_000, signal })).rejects.toMatchObject({ code: '25006' })
})
