import type { Db } from '@/lib/platform/db'

/** The account's owners, locked until the transaction ends, so that two who leave at once cannot both. */
export async function lockOwners(db: Db, accountId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ user_id: string }[]>`
    select user_id from account_user
    where account_id = ${accountId} and role = 'owner'
    order by user_id
    for update`
  return rows.map((row) => row.user_id)
}
