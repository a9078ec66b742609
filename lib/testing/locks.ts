import { expect, vi } from 'vitest'
import type { Context } from '@/lib/access/context'
import { pool, withConnection } from '@/lib/platform/pool'

/** Holds a contact, so that whoever comes to change it waits, while `meanwhile` happens. */
export async function whileContactHeld<T>(
  ctx: Context,
  externalId: string,
  meanwhile: () => Promise<T>,
): Promise<T> {
  return withConnection(async (connection) => {
    await connection.query('begin')
    const hold = 'select 1 from contact where account_id = $1 and external_id = $2 for update'
    await connection.query(hold, [ctx.actor.accountId, externalId])
    const result = await meanwhile()
    await connection.query('commit')
    return result
  })
}

const waitingMaxMs = 45_000

/** Until so many sessions wait for a lock. */
export async function untilWaiting(sessions: number): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect((await pool().query(waiting)).rowCount).toBe(sessions), {
    timeout: waitingMaxMs,
    interval: 50,
  })
}
