// Applies prisma/migrations/*/migration.sql as `prisma migrate deploy` does: its table, checksums and lock, without its engine.
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runMigrations as migrateQueue } from 'graphile-worker'
import pg from 'pg'
import { Refusal } from './installation.mjs'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const lockId = 72707369 // the advisory lock Prisma Migrate itself takes

/** Answers the names it applied. Several may be started at once: one works, the others wait and find nothing to do. */
export async function migrate(url, folder = path.join(root, 'prisma/migrations')) {
  const client = new pg.Client({ connectionString: url, application_name: 'roster migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockId])
    const applied = await applyAll(client, folder)
    await migrateQueue({ connectionString: url })
    return applied
  } finally {
    await client.end() // which also frees the lock
  }
}

async function applyAll(client, folder) {
  await client.query(`create table if not exists _prisma_migrations (
    id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
    migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`)
  const done = await readDone(client)
  const applied = []
  for (const { name, sql, checksum, amended } of await readMigrations(folder)) {
    const known = done.get(name)
    if (known === checksum || (known !== undefined && known === amended)) continue
    if (known !== undefined) throw new Refusal(`Migration ${name} was changed after it was applied.`)
    await apply(client, { name, sql, checksum })
    applied.push(name)
  }
  return applied
}

async function readDone(client) {
  const { rows } = await client.query(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
  )
  const failed = rows.find((row) => row.finished_at === null)
  if (failed) {
    throw new Refusal(
      `Migration ${failed.migration_name} failed before. Mend the database, then run prisma migrate resolve.`,
    )
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function readMigrations(folder) {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      // Where a migration had to be changed after all, it names what it was: where that was applied, all is well.
      return { name, sql, checksum, amended: /^-- amends: ([0-9a-f]{64})$/m.exec(sql)?.[1] }
    }),
  )
}

/** The change and the note of it in one transaction: killed or failed half-way, neither happened. */
async function apply(client, { name, sql, checksum }) {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Refusal(`Migration ${name}: ${error.message}`, { cause: error })
  }
}

/** Creates the database a URL names, when the server has none of that name. */
export async function createDatabase(adminUrl, name) {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const applied = await migrate(process.env.DATABASE_URL)
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}.\n` : 'Nothing to migrate.\n')
}
