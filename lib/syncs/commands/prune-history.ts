import type { SystemContext } from '@/lib/access/context'
import { pool } from '@/lib/platform/pool'
import {
  deleteEndedParts,
  deleteOldFormerMembers,
  deleteOldRejections,
  movePrunedRevisions,
} from '../engine/prune.sql'

export type Pruned = { parts: number; rejections: number; formerMembers: number }

/**
 * Deletes what is kept no longer: rows of syncs that are over, and rejections and former members older than the retention of
 * the account. What a sync did stays in its counts. Safe to repeat and to break off.
 */
export async function pruneHistory(_ctx: SystemContext): Promise<Pruned> {
  const parts = await deleteEndedParts(pool())
  const rejections = await deleteOldRejections(pool())
  await movePrunedRevisions(pool())
  return { parts, rejections, formerMembers: await deleteOldFormerMembers(pool()) }
}
