import { expect, test } from 'vitest'
import { testDatabase } from '@/lib/testing/database'
import { db } from './db'
import { pool, withConnection } from './pool'

testDatabase()

test('the client and the pool see the same migrated database, and it is the file’s own', async () => {
  await pool().query("insert into worker_heartbeat (id) values ('one')")
  const [row] = await db().$queryRaw<[{ count: bigint; name: string }]>`
    select count(*), current_database() as name from worker_heartbeat`
  expect(row).toMatchObject({ count: 1n, name: expect.stringMatching(/^roster_test_/) })
})

test('int8 arrives from the pool as text, beyond what a number holds', async () => {
  const { rows } = await pool().query('select 9007199254740993::int8 as big')
  expect(rows).toEqual([{ big: '9007199254740993' }])
})

test('a connection whose work failed is not lent again', async () => {
  const pid = async () =>
    withConnection(async (connection) => (await connection.query('select pg_backend_pid() as pid')).rows[0])
  const before = await pid()
  await expect(
    withConnection(async (connection) => {
      await connection.query('begin')
      throw new Error('half-way')
    }),
  ).rejects.toThrow('half-way')
  expect(await pid()).not.toEqual(before)
})
