import type { Column } from './column'

/** What a table keeps in its address. */
export type TableState = {
  q: string
  /** A column's id, with `-` before it for descending. */
  sort: string
  /** Null: the table's own choice. */
  columns: readonly string[] | null
  /** Each filter's key and value, where set. */
  filters: ReadonlyMap<string, string>
  /** Not the first page. */
  paged: boolean
  /** Which rows the address asks for, whatever is in them by now. */
  shownRows: string
}

type Params = Pick<URLSearchParams, 'get' | 'has' | 'toString'>

export function readState(params: Params, defaultSort: string, filterKeys: readonly string[]): TableState {
  const columns = params.get('columns')
  const filters = new Map<string, string>()
  for (const key of filterKeys) {
    const value = params.get(key)
    if (value !== null && value !== '') filters.set(key, value)
  }
  return {
    q: params.get('q') ?? '',
    sort: params.get('sort') || defaultSort,
    columns: columns === null ? null : columns.split(',').filter(Boolean),
    filters,
    paged: params.has('after') || params.has('before'),
    shownRows: withoutKeys(params, neutralKeys),
  }
}

function withoutKeys(params: Params, keys: readonly string[]): string {
  const rest = new URLSearchParams(params.toString())
  for (const key of keys) rest.delete(key)
  return rest.toString()
}

export type Change = Readonly<Record<string, string | null>>

const pageKeys = ['after', 'before']
/** Changing these leaves the same rows in the same order, so the page stays. */
const neutralKeys = ['columns']

/** The address's query after a change; null or '' takes a key away. Whatever changes the rows goes to the first page. */
export function changeParams(params: Params, change: Change): string {
  const next = new URLSearchParams(params.toString())
  const keys = Object.keys(change)
  if (keys.some((key) => !neutralKeys.includes(key))) for (const key of pageKeys) next.delete(key)
  for (const key of keys) {
    const value = change[key]
    if (value === null || value === undefined || value === '') next.delete(key)
    else next.set(key, value)
  }
  return next.toString()
}

export type Order = 'ascending' | 'descending'

export function orderOf(sort: string, columnId: string): Order | undefined {
  if (sort === columnId) return 'ascending'
  return sort === `-${columnId}` ? 'descending' : undefined
}

/** What a press on a heading sorts by: the column's first order, then the other one. */
export function nextSort<Row>(sort: string, column: Column<Row>) {
  const order = orderOf(sort, column.id) ?? (column.sortFirst === 'descending' ? 'ascending' : 'descending')
  return order === 'ascending' ? `-${column.id}` : column.id
}

/** The value of `?columns=` once a column is shown or hidden; null when it is the table's own choice again. */
export function toggleColumn<Row>(columns: readonly Column<Row>[], shown: ReadonlySet<string>, id: string) {
  const wanted = columns.filter((column) => (column.id === id ? !shown.has(id) : shown.has(column.id)))
  const own = columns.filter((column, at) => at === 0 || !column.optional)
  const same = wanted.length === own.length && wanted.every((column, at) => column === own[at])
  return same ? null : wanted.map((column) => column.id).join(',')
}
