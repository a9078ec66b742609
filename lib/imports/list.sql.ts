import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import type { Prisma } from '@/lib/platform/generated/client'
import { nameKey } from '@/lib/platform/schema'

export async function insertList(
  connection: PoolClient,
  accountId: AccountId,
  name: string,
): Promise<number> {
  const { rows } = await connection.query<{ id: number }>(
    `with l as (
       insert into list (account_id, kind, name, name_key) values ($1, 'static', $2, $3) returning id)
     insert into static_list (account_id, id) select $1, id from l
     returning id`,
    [accountId, name, nameKey(name)],
  )
  return rows[0]?.id ?? 0
}

export async function addStagedContacts(
  connection: PoolClient,
  accountId: AccountId,
  listId: number,
  contactIds: Prisma.Sql,
): Promise<number> {
  const { rowCount } = await connection.query({
    text: `insert into static_member (account_id, list_id, contact_id)
      select ${accountId}, ${listId}, contact_id from (${contactIds.text}) w on conflict do nothing`,
    values: contactIds.values,
  })
  await connection.query(
    'update static_list set member_count = member_count + $3 where account_id = $1 and id = $2',
    [accountId, listId, rowCount],
  )
  return rowCount ?? 0
}
