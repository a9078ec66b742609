import type { Context } from '@/lib/access/context'
import { pool } from '@/lib/platform/pool'
import { type Decidable, selectDecidable } from '../engine/decide.sql'
import { syncIdOf, syncNotFound } from './syncs'

/** A sync as the verbs that move it on see it, read from the database itself and not from a copy. */
export async function requireDecidable(ctx: Context, syncId: string): Promise<Decidable> {
  const id = syncIdOf(syncId)
  const sync = id === undefined ? undefined : await selectDecidable(pool(), ctx.actor.accountId, String(id))
  if (sync) return sync
  throw syncNotFound(syncId)
}
