import type { AccountId } from '@/lib/access/actor'
import type { PropertyType, SetEntry } from '@/lib/contacts/schema'
import type { Db } from '@/lib/platform/db'
import type { Known, Named } from './rules/check'
import { NamedListKind, type Rules } from './rules/schema'
import type { NamedList } from './schema'

/** How many rule-based lists there are, the account held so that two creations cannot both be the last. */
export async function lockRuleListCount(db: Db, accountId: AccountId): Promise<number> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from rule_list where account_id = ${accountId}`
  return rows[0]?.count ?? 0
}

export type RuleListRow = {
  id: number
  name: string
  folder_id: number | null
  rules: Rules
  revision: number
  /** When it was last tried to count its members, since the rules were last changed. */
  tried_at: Date | null
  /** Of the account: relative days are days there. */
  time_zone: string
}

export async function selectRuleList(
  db: Db,
  accountId: AccountId,
  listId: number,
): Promise<RuleListRow | undefined> {
  const rows = await db.$queryRaw<RuleListRow[]>`
    select l.id, l.name, l.folder_id, r.rules, r.revision, nullif(r.tried_at, '-infinity') as tried_at, a.time_zone
    from list l
    join rule_list r on r.account_id = l.account_id and r.id = l.id
    join account a on a.id = l.account_id
    where l.account_id = ${accountId} and l.id = ${listId}`
  return rows[0]
}

/** Until the transaction ends nobody else changes the list. Undefined when there is none. */
export async function lockRevision(
  db: Db,
  accountId: AccountId,
  listId: number,
): Promise<number | undefined> {
  const rows = await db.$queryRaw<{ revision: number }[]>`
    select revision from rule_list where account_id = ${accountId} and id = ${listId} for no key update`
  return rows[0]?.revision
}

export async function selectTimeZone(db: Db, accountId: AccountId): Promise<string> {
  const { timeZone } = await db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { timeZone: true },
  })
  return timeZone
}

/** What the account has of what rules name. Audiences and static lists only. */
export async function selectKnown(db: Db, accountId: AccountId, named: Named): Promise<Known> {
  const properties = await db.property.findMany({
    where: { accountId, name: { in: named.properties, notIn: ['email', 'permissions'] } },
    select: { id: true, name: true, type: true, entries: true },
  })
  const permissions = await db.permission.findMany({
    where: { accountId, bit: { in: named.permissions } },
    select: { id: true, bit: true },
  })
  const lists = await db.list.findMany({
    where: { accountId, id: { in: named.lists }, kind: { in: ['audience', 'static'] } },
    select: { id: true, kind: true },
  })
  // Check constraints of the tables keep these to what they are.
  return {
    properties: new Map(
      properties.map(({ id, name, type, entries }) => [
        name,
        { id, type: type as PropertyType, entries: entries as SetEntry[] },
      ]),
    ),
    permissions: new Map(permissions.map(({ id, bit }) => [bit, { id }])),
    lists: new Map(lists.map(({ id, kind }) => [id, { kind: kind as 'audience' | 'static' }])),
  }
}

/** Audiences and static lists, by name: those with these ids, or whose name holds this. */
export async function selectNameable(
  db: Db,
  accountId: AccountId,
  { ids, nameContains, limit }: { ids?: number[]; nameContains?: string; limit: number },
): Promise<NamedList[]> {
  const lists = await db.list.findMany({
    where: {
      accountId,
      kind: { in: [...NamedListKind.options] },
      ...(ids && { id: { in: ids } }),
      ...(nameContains !== undefined && { nameKey: { contains: nameContains } }),
    },
    select: { id: true, kind: true, name: true },
    orderBy: [{ nameKey: 'asc' }, { id: 'asc' }],
    take: limit,
  })
  return lists.map(({ kind, ...list }) => ({ ...list, kind: kind as NamedList['kind'] }))
}

export async function insertRuleList(
  db: Db,
  accountId: AccountId,
  input: { name: string; nameKey: string; folderId: number | null; rules: Rules },
): Promise<number> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    with l as (
      insert into list (account_id, kind, name, name_key, folder_id)
      values (${accountId}, 'rules', ${input.name}, ${input.nameKey}, ${input.folderId})
      returning account_id, id)
    insert into rule_list (account_id, id, rules)
    select account_id, id, ${JSON.stringify(input.rules)}::jsonb from l
    returning id`
  return rows[0]?.id ?? 0
}

/** What was counted holds no more. */
export async function updateRules(db: Db, accountId: AccountId, listId: number, rules: Rules): Promise<void> {
  await db.$executeRaw`
    with l as (
      update list set changed_at = now() where account_id = ${accountId} and id = ${listId}
      returning account_id, id)
    update rule_list r
    set rules = ${JSON.stringify(rules)}::jsonb, revision = r.revision + 1, member_count = 0, reach = 0,
      computed_at = null, tried_at = '-infinity'
    from l where r.account_id = l.account_id and r.id = l.id`
}

/**
 * Writes down all that a list's rules name, so that none of it can go: what was deleted since it was looked up, the foreign keys
 * refuse.
 */
export async function replaceReferences(
  db: Db,
  accountId: AccountId,
  listId: number,
  { properties, permissions, lists }: Known,
): Promise<void> {
  const of = { accountId, ruleListId: listId }
  await db.ruleListProperty.deleteMany({ where: of })
  await db.ruleListPermission.deleteMany({ where: of })
  await db.ruleListList.deleteMany({ where: of })
  await db.ruleListProperty.createMany({
    data: [...properties.values()].map(({ id }) => ({ ...of, propertyId: id })),
  })
  await db.ruleListPermission.createMany({
    data: [...permissions.values()].map(({ id }) => ({ ...of, permissionId: id })),
  })
  await db.ruleListList.createMany({
    data: [...lists].map(([id, { kind }]) => ({ ...of, listId: id, listKind: kind })),
  })
}

export async function deleteRuleListRow(db: Db, accountId: AccountId, listId: number): Promise<number> {
  return db.$executeRaw`delete from list where account_id = ${accountId} and id = ${listId} and kind = 'rules'`
}
