import type { SystemContext } from '@/lib/access/context'
import { pool } from '@/lib/platform/pool'
import { deleteOldDrafts, deleteOldRejections, failSilent } from '../prune.sql'
import { fileKeptDays } from '../schema'

export type Pruned = { drafts: number; silent: number; rejections: number }

/**
 * Deletes drafts that nobody went on with, with their files; ends imports whose worker fell silent for good; and forgets rejected rows
 * older than the retention of the account. Safe to repeat and to break off.
 */
export async function pruneImports(_ctx: SystemContext): Promise<Pruned> {
  const drafts = await deleteOldDrafts(pool(), fileKeptDays)
  const silent = await failSilent(pool())
  return { drafts, silent, rejections: await deleteOldRejections(pool()) }
}
