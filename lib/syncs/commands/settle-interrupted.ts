import type { SystemContext } from '@/lib/access/context'
import { pool } from '@/lib/platform/pool'
import { endLost, expireOpen, failSilent, unclaimSilent } from '../engine/interrupted.sql'

/**
 * Settles syncs whose process is gone, so that none stands there as running for ever. Their transaction went with their
 * connection: nothing of them was applied. Those whose rows are kept are what they were before and can be applied again; the
 * others have failed. Open ones that nobody committed in time are abandoned. Answers how many.
 */
export async function settleInterruptedSyncs(_ctx: SystemContext): Promise<number> {
  const settled = [
    await unclaimSilent(pool()),
    await failSilent(pool()),
    await endLost(pool()),
    await expireOpen(pool()),
  ]
  return settled.reduce((sum, count) => sum + count, 0)
}
