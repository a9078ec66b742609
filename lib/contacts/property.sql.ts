import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { PropertyRemoval } from './schema'

/** The account's properties in their order, held so that two changes of them come one after the other. */
export async function lockProperties(db: Db, accountId: AccountId) {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  return db.property.findMany({
    where: { accountId },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
}

/** Writes the order in which the ids are given. */
export async function writePositions(db: Db, accountId: AccountId, ids: number[]): Promise<void> {
  await db.$executeRaw`
    update property p set position = o.place
    from unnest(${ids}::int[]) with ordinality as o (id, place)
    where p.account_id = ${accountId} and p.id = o.id`
}

/** The names of the rule-based lists whose rules name the property. */
export async function selectListsNaming(db: Db, accountId: AccountId, propertyId: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select l.name from rule_list_property r
    join list l on l.account_id = r.account_id and l.id = r.rule_list_id
    where r.account_id = ${accountId} and r.property_id = ${propertyId}
    order by l.name_key`
  return rows.map(({ name }) => name)
}

/** Which contacts have the property or, when there are bits, one of these choices. */
function having(name: string, bits: number[]): Prisma.Sql {
  if (bits.length === 0) return Prisma.sql`c.properties ? ${name}`
  return Prisma.sql`c.properties -> ${name} @> any(${bits.map(String)}::jsonb[])`
}

/** Reads contact after contact: there is no index on their properties. */
export async function countHaving(
  db: Db,
  accountId: AccountId,
  name: string,
  bits: number[],
): Promise<number> {
  const rows = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) from contact c where c.account_id = ${accountId} and ${having(name, bits)}`
  return Number(rows[0]?.count ?? 0)
}

/** What is left of the values; null when nothing is. */
function remaining(name: string, bits: number[]): Prisma.Sql {
  if (bits.length === 0) return Prisma.sql`null`
  return Prisma.sql`(
    select jsonb_agg(b order by b::int) from jsonb_array_elements(c.properties -> ${name}) b
    where b::int <> all(${bits}::int[]))`
}

/** The last of the next contacts by id; null when there are no more. */
export async function selectBatchEnd(
  db: Db,
  accountId: AccountId,
  { after, batchMax }: { after: bigint; batchMax: number },
): Promise<bigint | null> {
  const rows = await db.$queryRaw<{ last: bigint | null }[]>`
    select max(id) as last from (
      select id from contact where account_id = ${accountId} and id > ${after} order by id limit ${batchMax}) b`
  return rows[0]?.last ?? null
}

/**
 * Takes a property, or choices of it, out of the contacts from one id to another, in the caller's transaction. They are held in the
 * order of their ids first, as everybody holds them, and by a statement of its own: joined with what it held, the change would
 * depend on what PostgreSQL believes of how many there are. A contact does not count as changed: what goes was not shown any more.
 */
export async function clearBatch(
  db: Db,
  accountId: AccountId,
  { name, bits }: PropertyRemoval,
  { after, last }: { after: bigint; last: bigint },
): Promise<void> {
  const these = Prisma.sql`
    c.account_id = ${accountId} and c.id > ${after} and c.id <= ${last} and ${having(name, bits)}`
  await db.$queryRaw`
    select count(*) from (select 1 from contact c where ${these} order by c.id for no key update) held`
  await db.$executeRaw`
    update contact c
    set properties = jsonb_strip_nulls(c.properties || jsonb_build_object(${name}::text, ${remaining(name, bits)}))
    where ${these}`
}
