import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

type Holder = { kind: 'mailing' | 'automailer'; id: string; name: string }

/** Keeps lists from being deleted while a mailing or an automailer needs them. A list that has gone breaks the foreign key. */
export async function holdLists(
  db: Db,
  accountId: AccountId,
  holder: Holder,
  lists: readonly { listId: number; reason: string }[],
): Promise<void> {
  await db.$executeRaw`
    insert into list_hold (account_id, list_id, kind, holder_id, holder_name, reason)
    select ${accountId}, list_id, ${holder.kind}, ${holder.id}::bigint, ${holder.name}, reason
    from unnest(${lists.map(({ listId }) => listId)}::int[], ${lists.map(({ reason }) => reason)}::text[]) as _(list_id, reason)
    on conflict do nothing`
}

/** Gives the lists free again. */
export async function releaseLists(
  db: Db,
  accountId: AccountId,
  { kind, id }: Pick<Holder, 'kind' | 'id'>,
): Promise<void> {
  await db.$executeRaw`
    delete from list_hold where account_id = ${accountId} and kind = ${kind} and holder_id = ${id}::bigint`
}
