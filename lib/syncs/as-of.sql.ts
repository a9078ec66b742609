import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

/** Syncs are applied one after the other, so the last one applied by then is the one with the highest revision. */
export async function selectRevisionAt(
  db: Db,
  accountId: AccountId,
  audienceId: number,
  moment: Date,
): Promise<{ revision: number; prunedRevision: number }> {
  const rows = await db.$queryRaw<{ revision: number | null; pruned_revision: number }[]>`
    select a.pruned_revision, (
      select s.revision from sync s
      where s.account_id = ${accountId} and s.audience_id = ${audienceId} and s.applied_at <= ${moment}
      order by s.applied_at desc, s.revision desc limit 1) as revision
    from audience a where a.account_id = ${accountId} and a.id = ${audienceId}`
  return { revision: rows[0]?.revision ?? 0, prunedRevision: rows[0]?.pruned_revision ?? 0 }
}
