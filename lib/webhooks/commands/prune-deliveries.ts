import type { SystemContext } from '@/lib/access/context'
import { deleteOldDeliveries } from '../delivery.sql'
import { keptDays } from '../schema'

const dayMs = 86_400_000
/** Few enough that no statement is long. */
const batch = 5_000

/** Forgets deliveries that ended and are older than 30 days. Answers how many. */
export async function pruneDeliveries(ctx: SystemContext): Promise<number> {
  const before = new Date(ctx.now().getTime() - keptDays * dayMs)
  let forgotten = 0
  for (;;) {
    const count = await deleteOldDeliveries(ctx.db, before, batch)
    forgotten += count
    if (count < batch) return forgotten
  }
}
