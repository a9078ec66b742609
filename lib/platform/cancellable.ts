import type { Prisma } from './generated/client'
import { reportBug } from './log'
import { pool, withConnection } from './pool'

/**
 * The rows of one query, which the database stops as well when it takes longer than it may or when nobody waits for it any more:
 * left to itself it would run to its end. Reads only.
 * @throws whatever `signal` was aborted with
 */
export async function queryUntil<Row>(
  { text, values }: Prisma.Sql,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<Row[]> {
  signal?.throwIfAborted()
  return withConnection(async (connection) => {
    await connection.query('begin read only')
    await connection.query("select set_config('statement_timeout', $1, true)", [String(timeoutMs)])
    const { rows: own } = await connection.query<{ pid: number }>('select pg_backend_pid() as pid')
    let cancelled: Promise<unknown> | undefined
    const cancel = () => {
      // Should it not get through, the query still ends by its timeout.
      cancelled = pool().query('select pg_cancel_backend($1)', [own[0]?.pid]).catch(reportBug)
    }
    signal?.throwIfAborted()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      const { rows } = await connection.query(text, values)
      await connection.query('commit')
      return rows as Row[]
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    } finally {
      signal?.removeEventListener('abort', cancel)
      // It must not reach whoever has the connection next.
      await cancelled
    }
  })
}
