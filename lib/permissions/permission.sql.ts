import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'

/** The account's permissions in their order, held so that two changes of them come one after the other. */
export async function lockPermissions(db: Db, accountId: AccountId) {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  return db.permission.findMany({
    where: { accountId },
    select: { id: true, bit: true, name: true, rank: true },
    orderBy: [{ rank: 'asc' }, { bit: 'asc' }],
  })
}

/** Writes the order in which the ids are given. */
export async function writeRanks(db: Db, accountId: AccountId, ids: number[]): Promise<void> {
  await db.$executeRaw`
    update permission p set rank = o.rank
    from unnest(${ids}::int[]) with ordinality as o (id, rank)
    where p.account_id = ${accountId} and p.id = o.id`
}

type EntryRow = { bit: number; name: string; rank: number; granted: bigint; withdrawn: bigint }

/** With how many contacts said what to each. */
export function selectEntries(db: Db, accountId: AccountId): Promise<EntryRow[]> {
  return db.$queryRaw<EntryRow[]>`
    select p.bit, p.name, p.rank, coalesce(c.granted, 0) as granted, coalesce(c.withdrawn, 0) as withdrawn
    from permission p
    left join (
      select permission_id, count(*) filter (where granted) as granted, count(*) filter (where not granted) as withdrawn
      from contact_permission where account_id = ${accountId} group by permission_id
    ) c on c.permission_id = p.id
    where p.account_id = ${accountId}
    order by p.rank, p.bit`
}

/** The names of the rule-based lists whose rules name the permission. */
export async function selectListsNaming(
  db: Db,
  accountId: AccountId,
  permissionId: number,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select l.name from rule_list_permission r
    join list l on l.account_id = r.account_id and l.id = r.rule_list_id
    where r.account_id = ${accountId} and r.permission_id = ${permissionId}
    order by l.name_key`
  return rows.map(({ name }) => name)
}

/** The last of the next contacts, by id, that said something to a permission; null when there are no more. */
export async function selectBatchEnd(
  db: Db,
  accountId: AccountId,
  permissionId: number,
  { after, batchMax }: { after: bigint; batchMax: number },
): Promise<bigint | null> {
  const rows = await db.$queryRaw<{ last: bigint | null }[]>`
    select max(contact_id) as last from (
      select contact_id from contact_permission
      where account_id = ${accountId} and permission_id = ${permissionId} and contact_id > ${after}
      order by contact_id
      limit ${batchMax}) b`
  return rows[0]?.last ?? null
}

/** Forgets what the contacts from one id to another said to a permission that has been deleted, and when. */
export async function deleteConsents(
  db: Db,
  accountId: AccountId,
  permissionId: number,
  { after, last }: { after: bigint; last: bigint },
): Promise<void> {
  // The history first: what is left to do is seen by the consents.
  for (const table of [Prisma.sql`consent_change`, Prisma.sql`contact_permission`])
    await db.$executeRaw`
      delete from ${table}
      where account_id = ${accountId} and permission_id = ${permissionId} and contact_id > ${after} and contact_id <= ${last}`
}
