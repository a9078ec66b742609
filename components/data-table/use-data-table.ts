'use client'

import { useTable } from '@tanstack/react-table'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { MenuItem } from '../ui/menu-item'
import { shownColumns, type TableRow, toColumnDefs } from './column'
import { features } from './features'
import type { DataTableProps } from './props'
import { useRowKeys } from './use-row-keys'
import { useTableState } from './use-table-state'

const noFilters: readonly never[] = []

/** What the parts of a table share: its address, its columns, its selection and its keys. */
export function useDataTable<Row extends TableRow>(props: DataTableProps<Row>) {
  const { rows, columns, rowActions, bulkActions, href, onOpen } = props
  const filterKeys = (props.filters ?? noFilters).map((filter) => filter.key)
  const { state, change, pending } = useTableState(props.defaultSort, filterKeys)
  const shown = shownColumns(columns, state.columns)
  const router = useRouter()
  const frame = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const search = useRef<HTMLInputElement>(null)

  const table = useTable({
    features,
    data: rows,
    columns: toColumnDefs(columns),
    getRowId: (row) => row.id,
    state: { columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.has(id)])) },
  })
  // Of what was selected, what is on this page: nobody acts on rows that they don't see.
  const selection = table.state.rowSelection
  const selected = bulkActions ? rows.filter((row) => selection[row.id]) : []
  const clear = () => table.resetRowSelection(true)
  const bulkItems = selected.length > 0 && bulkActions ? bulkActions(selected, clear) : []

  const open = (row: Row) => {
    if (href) router.push(href(row))
    else onOpen?.(row)
  }
  const itemsFor = (row: Row | undefined): readonly MenuItem[] => {
    if (bulkItems.length > 0) return bulkItems
    return row && rowActions ? rowActions(row) : []
  }
  const keys = useRowKeys({
    rows,
    body,
    search,
    onOpen: open,
    onToggle: (row) => bulkActions && table.getRow(row.id).toggleSelected(),
    onClear: clear,
    itemsFor,
    goTo: (item) => item.type === 'link' && follow(item, router.push),
  })

  const { shownRows } = state
  useEffect(() => {
    // Another page is read from its beginning; one that is only fresher stays where its reader is.
    if (shownRows !== undefined) frame.current?.scrollTo({ top: 0 })
  }, [shownRows])

  const narrowed = state.q !== '' || state.filters.size > 0 || state.paged
  return {
    state,
    change,
    pending,
    narrowed,
    shown,
    table,
    selection,
    selected,
    clear,
    bulkItems,
    open,
    keys,
    frame,
    body,
    search,
  }
}

export type DataTableModel<Row extends TableRow> = ReturnType<typeof useDataTable<Row>>

function follow(item: Extract<MenuItem, { type: 'link' }>, push: (href: Route) => void) {
  if (item.download) window.location.assign(item.href)
  else push(item.href)
}
