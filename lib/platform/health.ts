import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { DomainError } from './errors'
import { pool } from './pool'

const workerSilentAfterS = 30

export type Check = { name: 'database' | 'migrations' | 'worker'; ok: boolean; detail?: string }

/** Whether this installation can do its work, and if not, what is missing. Says nothing that only insiders may know. */
export async function readiness(): Promise<Check[]> {
  const database = await check('database', async () => {
    await pool().query('select 1')
  })
  if (!database.ok) return [database]
  return Promise.all([database, check('migrations', migrationsApplied), check('worker', workerAlive)])
}

async function check(name: Check['name'], work: () => Promise<void>): Promise<Check> {
  try {
    await work()
    return { name, ok: true }
  } catch (error) {
    const detail = error instanceof DomainError ? error.message : `The ${name} check failed.`
    return { name, ok: false, detail }
  }
}

let known: Promise<string[]> | undefined

/** The folder does not change while we run; a new version is a new process. */
function migrationNames(): Promise<string[]> {
  known ??= readdir(path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma/migrations'), {
    withFileTypes: true,
  }).then((entries) => entries.filter((entry) => entry.isDirectory()).map(({ name }) => name))
  return known
}

async function migrationsApplied(): Promise<void> {
  const { rows } = await pool().query<{ name: string }>(
    `select name from unnest($1::text[]) as name
     where not exists (
       select from _prisma_migrations where migration_name = name and finished_at is not null and rolled_back_at is null)`,
    [await migrationNames()],
  )
  if (rows.length > 0) throw new DomainError('unavailable', `${rows.length} migrations are not applied.`)
}

async function workerAlive(): Promise<void> {
  const { rowCount } = await pool().query(
    'select from worker_heartbeat where at > now() - make_interval(secs => $1) limit 1',
    [workerSilentAfterS],
  )
  if (rowCount === 0) {
    throw new DomainError('unavailable', `No worker has been heard for ${workerSilentAfterS} seconds.`)
  }
}
