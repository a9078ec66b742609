import { Pool, type PoolClient, type PoolConfig } from 'pg'
import { env } from './env'
import { reportBug } from './log'
import { singleton } from './singleton'

/** How every connection of ours presents and bounds itself; `use` shows in pg_stat_activity. */
export function connectionConfig(url: string, use: string): PoolConfig {
  const settings = env()
  return {
    connectionString: url,
    application_name: `roster ${use}`,
    max: settings.DATABASE_POOL_MAX,
    connectionTimeoutMillis: 10_000,
    statement_timeout: settings.DATABASE_STATEMENT_TIMEOUT_MS,
    lock_timeout: settings.DATABASE_LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 300_000,
    keepAlive: true,
  }
}

const shared = singleton('pool', () => {
  const created = new Pool(connectionConfig(env().DATABASE_URL, 'pool'))
  // An idle connection that the database closes is replaced at the next use; unheard, it would end the process.
  created.on('error', reportBug)
  // So would one that is lent, should it be lost between two messages of a COPY. Whoever has it learns by their statement.
  created.on('connect', (connection) => connection.on('error', () => {}))
  return created
})

/**
 * Plain PostgreSQL for streams (COPY, cursors) and hot paths; single rows go through `db()`.
 * int8 arrives as a decimal string, never a number: ids and counts may pass 2^53.
 */
export const pool = shared.get

/** Lends a connection of the pool; one whose work failed is closed, because its session may be half-way in something. */
export async function withConnection<T>(work: (connection: PoolClient) => Promise<T>): Promise<T> {
  const connection = await pool().connect()
  try {
    const result = await work(connection)
    connection.release()
    return result
  } catch (error) {
    connection.release(true)
    throw error
  }
}

/** Runs `work` in one transaction on a connection of its own; whatever it throws undoes it. */
export async function inConnection<T>(work: (connection: PoolClient) => Promise<T>): Promise<T> {
  return withConnection(async (connection) => {
    await connection.query('begin')
    const result = await work(connection)
    await connection.query('commit')
    return result
  })
}

export async function closePool(): Promise<void> {
  await shared.clear()?.end()
}
