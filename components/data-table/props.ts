import type { Route } from 'next'
import type { ReactNode } from 'react'
import type { MenuItem } from '../ui/menu-item'
import type { Column, TableRow } from './column'
import type { TableFilter } from './filters'
import type { TablePage } from './pager'

export type DataTableProps<Row extends TableRow> = {
  /** Names the table for a screen reader, and for a test: "Dynamic lists". */
  label: string
  /** What a row is called, one and many: "12,403 contacts". */
  noun: readonly [one: string, many: string]
  /** The rows of this page, in order; the server has searched, filtered, sorted and cut them. */
  rows: readonly Row[]
  /** Best kept outside the component. The first is the name. */
  columns: readonly Column<Row>[]
  /** What a row goes by, for the names of its checkbox and menu: "Select VIP". */
  nameOf?: (row: Row) => string
  page: TablePage
  /** What the server sorts by when the address says nothing: `name`, `-changed`. */
  defaultSort: string
  /** Absent: no search. "Search lists". */
  searchLabel?: string
  filters?: readonly TableFilter[]
  /** Where Enter, a double click and the name lead. */
  href?: (row: Row) => Route
  /** In place of `href`, where a row opens on the page itself, in a dialog say. */
  onOpen?: (row: Row) => void
  /** What can be done with a row, behind its button and its right click alike; shortcuts among them work on the row in focus. */
  rowActions?: (row: Row) => readonly MenuItem[]
  /** What can be done with several; with it rows can be selected. Shortcuts among them act on the selection. */
  bulkActions?: (rows: readonly Row[], clear: () => void) => readonly MenuItem[]
  /** Rows can be dragged to a drop target for this type, in lower case: `application/x-roster-lists`. */
  dragType?: string
  /** Beside the toolbar's own controls, at its right. */
  tools?: ReactNode
  /** Shown instead when there is nothing at all, as opposed to nothing that matches. */
  empty: ReactNode
}
