'use client'

import { cx } from '../ui/class-names'
import type { TableRow } from './column'
import { NothingMatches } from './nothing-matches'
import { Pager } from './pager'
import type { DataTableProps } from './props'
import { TableGrid } from './table-grid'
import { Toolbar } from './toolbar'
import { useDataTable } from './use-data-table'

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
