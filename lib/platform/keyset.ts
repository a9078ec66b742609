import { Prisma } from './generated/client'

/** Where a page begins or ends: the sort column's value as PostgreSQL writes it, and the row's id. */
export type Keyset = { value: string; id: string }

export type Direction = 'asc' | 'desc'

/** At most one of `after` and `before`. `limit` is 1 to a bound that the caller has checked. */
export type PageRequest = { limit: number; after?: Keyset | undefined; before?: Keyset | undefined }

export type Page<Row> = { rows: Row[]; next: Keyset | null; previous: Keyset | null }

/** What a query must select beside its own columns: the values the cursors are made of. */
export type SortKey = { sort_value: string; sort_id: string }

type KeysetSort = {
  /** An expression that is never null. */
  column: Prisma.Sql
  type: 'text' | 'bigint' | 'timestamptz'
  id: Prisma.Sql
  idType: 'text' | 'bigint'
  direction: Direction
}

/**
 * The parts of a page's query: deep pages cost what the first costs, because each starts at its keyset.
 * Select `key`, filter by `where`, end with `orderAndLimit`; then hand the rows to `pageOf`.
 */
export function keysetSql(sort: KeysetSort, page: PageRequest) {
  const { column, id } = sort
  const backwards = page.before !== undefined
  const ascending = (sort.direction === 'asc') !== backwards
  const from = page.before ?? page.after
  const type = Prisma.raw(sort.type)
  const idType = Prisma.raw(sort.idType)
  const beyond = Prisma.raw(ascending ? '>' : '<')
  const order = Prisma.raw(ascending ? 'asc' : 'desc')
  return {
    key: Prisma.sql`(${column})::text as sort_value, (${id})::text as sort_id`,
    where: from
      ? Prisma.sql`(${column}, ${id}) ${beyond} (${from.value}::text::${type}, ${from.id}::text::${idType})`
      : Prisma.sql`true`,
    orderAndLimit: Prisma.sql`order by ${column} ${order}, ${id} ${order} limit ${page.limit + 1}`,
  }
}

/** Puts the rows of a keyset query, one more than asked for when there are more, into a page. */
export function pageOf<Row extends SortKey>(rows: Row[], page: PageRequest): Page<Row> {
  const more = rows.length > page.limit
  const kept = rows.slice(0, page.limit)
  if (page.before) kept.reverse()
  const keyOf = (row: Row | undefined) => (row ? { value: row.sort_value, id: row.sort_id } : null)
  const hasNext = page.before ? true : more
  const hasPrevious = page.before ? more : page.after !== undefined
  return {
    rows: kept,
    next: hasNext ? keyOf(kept.at(-1)) : null,
    previous: hasPrevious ? keyOf(kept[0]) : null,
  }
}
