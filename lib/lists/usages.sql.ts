import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { Usage } from './schema'

type UsageRow = Pick<Usage, 'kind' | 'id' | 'name' | 'reason' | 'blocking'>

const namedByRules = 'Its rules name this list. Change them, or delete it, first.'

const chosenInBlock =
  'A dynamic content block shows something to this list. Once it is gone, everybody gets the alternative.'

/** Every place a list is used, those that block its deletion first. */
export function selectUsages(db: Db, accountId: AccountId, listId: number): Promise<UsageRow[]> {
  return db.$queryRaw<UsageRow[]>`
    select kind, holder_id::text as id, holder_name as name, reason, true as blocking
    from list_hold
    where account_id = ${accountId} and list_id = ${listId}
    union all
    select 'dynamic-list', l.id::text, l.name, ${namedByRules}, true
    from rule_list_list r
    join list l on l.account_id = r.account_id and l.id = r.rule_list_id
    where r.account_id = ${accountId} and r.list_id = ${listId}
    union all
    select 'message', m.id::text, m.name, ${chosenInBlock}, false
    from message_list b
    join message m on m.account_id = b.account_id and m.id = b.message_id
    where b.account_id = ${accountId} and b.list_id = ${listId}
    order by blocking desc, kind, name, id, reason`
}
