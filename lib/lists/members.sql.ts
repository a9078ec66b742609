import type { AccountId } from '@/lib/access/actor'
import { contactsBeginning } from '@/lib/contacts/queries/search'
import { csvSafeSql, withNumbers } from '@/lib/platform/copy-out'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'

export type MemberRow = { external_id: string; email: string | null; status: 'active' | 'inactive' }

export type MemberSort = { field: 'externalId' | 'email'; direction: Direction }

/** Whose contacts: those whose ids a query answers, as `contact_id`. Its parameters are numbers of ours. */
export type MemberSource = {
  ids: Prisma.Sql
  /** An index gives the ids in their order. */
  isOrdered?: boolean
}

const joined = (accountId: AccountId, { ids }: MemberSource) => Prisma.sql`
  (${ids}) m join contact c on c.account_id = ${accountId} and c.id = m.contact_id`

/** Each looked up by its index: left to itself, a merge reads every contact before the page first. */
const lookedUp = (accountId: AccountId, ids: Prisma.Sql) => Prisma.sql`
  (${ids}) m cross join lateral (
    select id, external_id, email, status from contact where account_id = ${accountId} and id = m.contact_id offset 0) c`

const sortColumns = {
  externalId: { column: Prisma.sql`c.external_id`, type: 'text' },
  email: { column: Prisma.sql`c.email_key`, type: 'text' },
} as const

/**
 * Each order has an index to walk, so that the last page costs what the first does. In the order of contact ids the page is cut
 * before its contacts are looked up: of a list that was just filled PostgreSQL expects a few rows, and would look up all.
 */
export function selectMembers(
  db: Db,
  accountId: AccountId,
  source: MemberSource,
  query: { q?: string | undefined; sort?: MemberSort | undefined },
  page: PageRequest,
): Promise<(MemberRow & SortKey)[]> {
  const sorted = query.sort ? sortColumns[query.sort.field] : undefined
  const { key, where, orderAndLimit } = keysetSql(
    {
      column: sorted?.column ?? Prisma.sql`m.contact_id`,
      type: sorted?.type ?? 'bigint',
      id: sorted ? Prisma.sql`c.id` : Prisma.sql`m.contact_id`,
      idType: 'bigint',
      direction: query.sort?.direction ?? 'asc',
    },
    page,
  )
  const cut = Prisma.sql`select m.contact_id from (${source.ids}) m where ${where} ${orderAndLimit}`
  const ids = query.q ? source.ids : cut
  return db.$queryRaw<(MemberRow & SortKey)[]>`
    select c.external_id, c.email, c.status, ${key}
    from ${sorted ? joined(accountId, source) : lookedUp(accountId, ids)}
    where ${where} and ${matches(accountId, query.q)}
    ${orderAndLimit}`
}

function matches(accountId: AccountId, q: string | undefined): Prisma.Sql {
  return q ? Prisma.sql`c.id in (${contactsBeginning(accountId, q)})` : Prisma.sql`true`
}

const exportedColumns = {
  csv: `${csvSafeSql('c.external_id')} as id, ${csvSafeSql('c.email')} as email, c.status`,
  'json-lines': `json_build_object('externalId', c.external_id, 'email', c.email, 'status', c.status)`,
}

/** For COPY, in the order of contact ids. */
export function exportSql(
  accountId: AccountId,
  source: MemberSource,
  format: keyof typeof exportedColumns,
): string {
  return withNumbers(Prisma.sql`
    select ${Prisma.raw(exportedColumns[format])} from ${joined(accountId, source)} order by m.contact_id`)
}
