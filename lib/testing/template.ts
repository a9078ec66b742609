import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import {
  hydrateSymlinks,
  openCluster,
  startCluster,
  stopOrphan,
  stopServer,
  urlOf,
  withoutDurability,
} from '../../scripts/embedded-postgres.mjs'
import { createDatabase, migrate } from '../../scripts/migrate.mjs'
import { isAlive } from '../../scripts/processes.mjs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database to create others from, and a migrated one to copy. */
    testServer: { adminUrl: string; template: string }
  }
}

type Server = { adminUrl: string; stop: () => Promise<void> }

/** Runs once before all tests: a migrated database that each test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server: Server = given ? { adminUrl: given, stop: async () => {} } : await startServer()
  const template = `roster_template_${randomBytes(6).toString('hex')}`
  await createDatabase(server.adminUrl, template)
  await migrate(withDatabase(server.adminUrl, template))
  project.provide('testServer', { adminUrl: server.adminUrl, template })
  return async () => {
    if (given) await run(given, `drop database ${template} with (force)`)
    await server.stop()
  }
}

const prefix = 'roster-test-'

async function startServer(): Promise<Server> {
  await sweep()
  hydrateSymlinks()
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`))
  chmodSync(folder, 0o711)
  const cluster = await openCluster({ folder, password: 'test', extra: withoutDurability })
  const child = await startCluster(cluster)
  return {
    adminUrl: urlOf(cluster, 'postgres'),
    stop: async () => {
      await stopServer(child.pid ?? 0)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Removes the servers of test runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : 0
    if (!owner || isAlive(owner)) continue
    await stopOrphan(path.join(tmpdir(), name, 'pgdata'))
    try {
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Another user's; theirs to remove.
    }
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = database
  return changed.href
}

export async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
