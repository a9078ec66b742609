import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { Folder, FolderKind } from './schema'

type FolderRow = { id: number; parent_id: number | null; name: string; item_count: number }

/** All folders of a kind by name, with how much lies in each. */
export async function selectFolders(db: Db, accountId: AccountId, kind: FolderKind): Promise<Folder[]> {
  const rows = await db.$queryRaw<FolderRow[]>`
    select f.id, f.parent_id, f.name,
      ((select count(*) from list l where l.account_id = f.account_id and l.folder_id = f.id)
        + (select count(*) from message m where m.account_id = f.account_id and m.folder_id = f.id)
        + (select count(*) from mailing g where g.account_id = f.account_id and g.folder_id = f.id))::int as item_count
    from folder f
    where f.account_id = ${accountId} and f.kind = ${kind}
    order by f.name_key, f.id`
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    name: row.name,
    itemCount: row.item_count,
  }))
}

/** How many folders of the kind there are, the account held so that two creations cannot both be the last. */
export async function lockFolderCount(db: Db, accountId: AccountId, kind: FolderKind): Promise<number> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from folder where account_id = ${accountId} and kind = ${kind}`
  return rows[0]?.count ?? 0
}

/** How deep a folder lies: 1 at the top, 0 when there is no such folder of the kind. */
export async function selectDepth(
  db: Db,
  accountId: AccountId,
  kind: FolderKind,
  folderId: number,
): Promise<number> {
  const rows = await db.$queryRaw<{ depth: number }[]>`
    with recursive up as (
      select parent_id, 1 as depth from folder
      where account_id = ${accountId} and kind = ${kind} and id = ${folderId}
      union all
      select f.parent_id, up.depth + 1 from up
      join folder f on f.account_id = ${accountId} and f.id = up.parent_id)
    select max(depth)::int as depth from up`
  return rows[0]?.depth ?? 0
}
