'use client'

import { BulkBar } from './bulk-bar'
import type { TableRow } from './column'
import { FilterChips, FilterMenu } from './filters'
import type { DataTableProps } from './props'
import { SearchBox } from './search-box'
import type { DataTableModel } from './use-data-table'
import { ViewMenu } from './view-menu'

type Props<Row extends TableRow> = { props: DataTableProps<Row>; table: DataTableModel<Row> }

export function Toolbar<Row extends TableRow>({ props, table }: Props<Row>) {
  const { state, change, selected, bulkItems, clear } = table
  const filters = props.filters ?? []

  if (selected.length > 0) return <BulkBar count={selected.length} items={bulkItems} onClear={clear} />
  return (
    <section aria-label={`${props.label}: search and view`} className="flex flex-wrap items-center gap-2">
      {props.searchLabel && (
        <SearchBox
          label={props.searchLabel}
          value={state.q}
          input={table.search}
          onSearch={(q) => change({ q }, 'replace')}
        />
      )}
      <FilterMenu filters={filters} state={state} onChange={change} />
      <FilterChips filters={filters} state={state} onChange={change} />
      <span className="ml-auto flex flex-wrap items-center justify-end gap-2">
        {props.tools}
        <ViewMenu columns={props.columns} shown={table.shown} state={state} onChange={change} />
      </span>
    </section>
  )
}
