'use client'

import type { Route } from 'next'
import type { ReactNode } from 'react'
import { cx } from '../ui/class-names'
import type { MenuItem } from '../ui/menu-item'
import type { Column, TableRow } from './column'
import type { TableFilter } from './filters'
import { NothingMatches } from './nothing-matches'
import { Pager, type TablePage } from './pager'
import { TableGrid } from './table-grid'
import { Toolbar } from './toolbar'
import { useDataTable } from './use-data-table'

export type DataTableProps<Row extends TableRow> = {
  /** Names the table for a screen reader, and for a test: "Dynamic lists". */
  label: string
  /** What a row is called, one and many: "12,403 contacts". */
  noun: readonly [one: string, many: string]
  /** The rows of this page, in order; the server has searched, filtered, sorted and cut them. */
  rows: readonly Row[]
  /** Best kept outside the component. The first is the name. */
  columns: readonly Column<Row>[]
  page: TablePage
  /** What the server sorts by when the address says nothing: `name`, `-changed`. */
  defaultSort: string
  /** Absent: no search. "Search lists". */
  searchLabel?: string
  filters?: readonly TableFilter[]
  /** Where Enter, a double click and the name lead. */
  href?: (row: Row) => Route
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

/**
 * A page of rows that the server has prepared. Search, filters, sort, page and columns are in the address
 * (`q`, each filter's key, `sort`, `after` or `before`, `columns`), so the page's query schema reads them there.
 */
export function DataTable<Row extends TableRow>(props: DataTableProps<Row>) {
  const table = useDataTable(props)
  const { state, pending, change, narrowed } = table

  if (props.rows.length === 0 && !narrowed) return props.empty
  return (
    <div className="@container/table flex min-h-0 flex-1 flex-col gap-2">
      <Toolbar props={props} table={table} />
      {props.rows.length === 0 ? (
        <NothingMatches many={props.noun[1]} filters={props.filters ?? []} state={state} onChange={change} />
      ) : (
        <div
          ref={table.frame}
          className={cx(
            '-mx-3 min-h-0 overflow-auto border-line border-y transition-opacity',
            // Quick answers come before anything is dimmed.
            pending && 'opacity-60 delay-150',
          )}
        >
          <TableGrid props={props} table={table} />
        </div>
      )}
      {props.rows.length > 0 && (
        <Pager page={props.page} noun={props.noun} pending={pending} onChange={change} />
      )}
    </div>
  )
}
