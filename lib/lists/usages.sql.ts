import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { Usage } from './schema'

type UsageRow = Pick<Usage, 'kind' | 'id' | 'name' | 'reason' | 'blocking'>

/** Every place a list is used, those that block its deletion first. */
export function selectUsages(db: Db, accountId: AccountId, listId: number): Promise<UsageRow[]> {
  return db.$queryRaw<UsageRow[]>`
    select kind, holder_id::text as id, holder_name as name, reason, true as blocking
    from list_hold
    where account_id = ${accountId} and list_id = ${listId}
    order by kind, holder_name, holder_id, reason`
}
