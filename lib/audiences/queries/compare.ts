import { type Context, inTransaction } from '@/lib/access/context'
import { selectBuckets, selectOverlap, widenJoins } from '../compare.sql'
import type { Digest, Overlap } from '../schema'
import { audienceNotFound, requireAudience } from './audiences'

const emptyHash = '0'.repeat(16)

/** A count and an order-free hash per bucket of the members' ids, of one moment; every bucket is there, also an empty one. */
export async function getDigest(ctx: Context, audienceId: string, buckets: number): Promise<Digest> {
  const audience = await requireAudience(ctx, audienceId)
  const rows = await inTransaction(ctx, async ({ db, actor }) => {
    await widenJoins(db)
    return selectBuckets(db, actor.accountId, audience.id, buckets)
  })
  const filled = new Map(rows.map((row) => [row.bucket, row]))
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    buckets: Array.from(
      { length: buckets },
      (_, bucket) => filled.get(bucket) ?? { bucket, count: 0, hash: emptyHash },
    ),
  }
}

/** How many are in one audience only, in both, and in the other only, at one moment. */
export async function getOverlap(ctx: Context, a: string, b: string): Promise<Overlap> {
  const [left, right] = [await requireAudience(ctx, a), await requireAudience(ctx, b)]
  const row = await inTransaction(ctx, async ({ db, actor }) => {
    await widenJoins(db)
    return selectOverlap(db, actor.accountId, left.id, right.id)
  })
  // Deleted between the two questions.
  if (!row) throw audienceNotFound(a)
  return { onlyA: row.only_a, both: row.both, onlyB: row.only_b }
}
