import type { ColumnDef } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { Features } from './features'

/** The first column of a table is the name: widest, always shown, and the link when the table has an `href`. */
export type Column<Row> = {
  /** What `?sort=` and `?columns=` call it. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** First column only: what stands behind the name, outside the link, such as a ListIcon. */
  after?: (row: Row) => ReactNode
  sortable?: boolean
  /** Which order the first press on the heading gives: the highest or the latest first, for counts and dates. */
  sortFirst?: 'descending'
  /** Numbers stand under each other at the right. */
  align?: 'end'
  /** In pixels; the first column takes what the others leave. Default 140. */
  width?: number
  /** Not shown until it is chosen. */
  optional?: boolean
  /** Shown below the name where there is no room for columns. */
  onPhone?: boolean
}

/** What a test, a select-all box and a row's own controls call a row. */
export type TableRow = { id: string }

const defaultWidth = 140
const nameWidth = 280

export function columnWidth<Row>(column: Column<Row>) {
  return column.width ?? defaultWidth
}

/** Narrower than this, and the table scrolls sideways in its own frame rather than crush the name. */
export function leastWidth<Row>(columns: readonly Column<Row>[], shown: ReadonlySet<string>) {
  const [name, ...others] = columns
  const fixed = others.filter((column) => shown.has(column.id))
  return (name?.width ?? nameWidth) + fixed.reduce((sum, column) => sum + columnWidth(column), 0)
}

/** The columns to show: those named in the address, or those that are not optional; the first always. */
export function shownColumns<Row>(columns: readonly Column<Row>[], chosen: readonly string[] | null) {
  const named = columns.filter((column) => (chosen ? chosen.includes(column.id) : !column.optional))
  const first = columns[0]
  return new Set([...(first ? [first.id] : []), ...named.map((column) => column.id)])
}

export function toColumnDefs<Row extends TableRow>(
  columns: readonly Column<Row>[],
): ColumnDef<Features, Row, unknown>[] {
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
  }))
}
