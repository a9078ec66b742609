import { reportBug } from '@/lib/platform/log'
import { pool } from '@/lib/platform/pool'
import type { Run } from './run'

/** What changes fewer members than this, or a smaller share of all, leaves PostgreSQL's plans as good as they were. */
const changedMin = 10_000
const shareMin = 0.01

/**
 * Has PostgreSQL learn at once what a large sync made of the members: a tenth of a second, whatever their number. By itself it
 * does within a minute or so, and until then expects a few rows of an audience of a million and takes seconds for its reach.
 * The sync is committed before, and nothing that happens here changes that.
 */
export async function learnMembers({ options, counts }: Run): Promise<void> {
  const changed = counts.added + counts.removed
  if (options.dryRun || changed < changedMin) return
  try {
    const { rows } = await pool().query<{ known: number }>(
      `select reltuples as known from pg_class where oid = 'member'::regclass`,
    )
    if (changed < (rows[0]?.known ?? 0) * shareMin) return
    await pool().query('analyze (skip_locked) member')
  } catch (error) {
    reportBug(error)
  }
}
