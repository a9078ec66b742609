import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { run, withDatabase } from '@/lib/testing/template'
import { createDatabase, migrate } from './migrate.mjs'

const { adminUrl } = inject('testServer')
let name: string
let url: string
let folder: string

beforeEach(async () => {
  name = `roster_migrate_${process.pid}_${Date.now()}`
  url = withDatabase(adminUrl, name)
  folder = mkdtempSync(path.join(tmpdir(), 'roster-migrations-'))
  await createDatabase(adminUrl, name)
})
afterEach(async () => {
  await run(adminUrl, `drop database ${name} with (force)`)
  rmSync(folder, { recursive: true, force: true })
})

function write(migration: string, sql: string): void {
  mkdirSync(path.join(folder, migration), { recursive: true })
  writeFileSync(path.join(folder, migration, 'migration.sql'), sql)
}

async function select(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

test('migrations are applied in the order of their names, once', async () => {
  write('0002_second', 'insert into thing values (2);')
  write('0001_first', 'create table thing (id int); insert into thing values (1);')
  expect(await migrate(url, folder)).toEqual(['0001_first', '0002_second'])
  expect(await migrate(url, folder)).toEqual([])
  write('0003_third', 'insert into thing values (3);')
  expect(await migrate(url, folder)).toEqual(['0003_third'])
  expect(await select('select id from thing order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
})

test('several at once apply each migration once', async () => {
  write('0001_first', 'create table thing (id int); select pg_sleep(0.2); insert into thing values (1);')
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  expect(applied.flat()).toEqual(['0001_first'])
  expect(await select('select id from thing')).toEqual([{ id: 1 }])
})

test('a migration that fails leaves nothing, and is applied once it is mended', async () => {
  write('0001_first', 'create table thing (id int); insert into nowhere values (1);')
  await expect(migrate(url, folder)).rejects.toThrow(
    'Migration 0001_first: relation "nowhere" does not exist',
  )
  expect(await select("select to_regclass('thing') as thing")).toEqual([{ thing: null }])
  write('0001_first', 'create table thing (id int);')
  expect(await migrate(url, folder)).toEqual(['0001_first'])
})

test('a migration that was changed after it was applied is refused', async () => {
  write('0001_first', 'create table thing (id int);')
  await migrate(url, folder)
  write('0001_first', 'create table other (id int);')
  await expect(migrate(url, folder)).rejects.toThrow('Migration 0001_first was changed after it was applied.')
})

test('a migration that had to be amended names what it was, and passes where that was applied', async () => {
  write('0001_first', 'create table thing (id int);')
  await migrate(url, folder)
  const [noted] = (await select('select checksum from _prisma_migrations')) as { checksum: string }[]
  write('0001_first', `-- amends: ${noted?.checksum}\ncreate table thing (id bigint);`)
  expect(await migrate(url, folder)).toEqual([])
  write('0001_first', `-- amends: ${'0'.repeat(64)}\ncreate table thing (id bigint);`)
  await expect(migrate(url, folder)).rejects.toThrow('Migration 0001_first was changed after it was applied.')
})

test('one that Prisma noted as failed is not passed over', async () => {
  write('0001_first', 'create table thing (id int);')
  await migrate(url, folder)
  await run(url, 'update _prisma_migrations set finished_at = null')
  await expect(migrate(url, folder)).rejects.toThrow('Migration 0001_first failed before.')
})
