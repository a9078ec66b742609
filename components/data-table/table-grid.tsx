'use client'

import type { CSSProperties } from 'react'
import { Checkbox } from '../ui/checkbox'
import { ContextMenu } from '../ui/context-menu'
import { type Column, columnWidth, leastWidth, type TableRow } from './column'
import { startDrag } from './drag'
import { Heading } from './heading'
import type { DataTableProps } from './props'
import { DataRow } from './row'
import { headCellStyle } from './styles'
import { nextSort } from './table-state'
import type { DataTableModel } from './use-data-table'

type Props<Row extends TableRow> = { props: DataTableProps<Row>; table: DataTableModel<Row> }

/** Between the checkbox and the menu, in pixels. */
const selectWidth = 40
const menuWidth = 44

export function TableGrid<Row extends TableRow>({ props, table }: Props<Row>) {
  const { columns, rows, label, bulkActions, rowActions } = props
  const { shown, pending, keys } = table
  const visible = columns.filter((column) => shown.has(column.id))
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--indent': bulkActions ? '40px' : '12px',
    '--least': `${leastWidth(columns, shown) + (bulkActions ? selectWidth : 0) + (rowActions ? menuWidth : 0)}px`,
  }

  const itemsAt = (target: HTMLElement) => {
    const id = target.closest<HTMLElement>('[data-row]')?.dataset['row']
    const row = rows.find((one) => one.id === id)
    return row && rowActions ? rowActions(row) : []
  }

  return (
    <ContextMenu itemsFor={itemsAt}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and the arrow keys.
        role="grid"
        aria-label={label}
        aria-busy={pending}
        aria-multiselectable={bulkActions ? true : undefined}
        style={style}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
        className="block w-full border-separate border-spacing-0 text-sm @2xl/table:table @2xl/table:min-w-(--least) @2xl/table:table-fixed"
      >
        <Columns columns={visible} select={bulkActions !== undefined} menu={rowActions !== undefined} />
        <thead className="sr-only @2xl/table:not-sr-only @2xl/table:table-header-group">
          <HeadRow props={props} table={table} columns={visible} />
        </thead>
        <tbody ref={table.body} className="block @2xl/table:table-row-group">
          {rows.map((row) => (
            <GridRow key={row.id} row={row} columns={visible} props={props} table={table} />
          ))}
        </tbody>
      </table>
    </ContextMenu>
  )
}

function Columns<Row>({
  columns,
  select,
  menu,
}: {
  columns: readonly Column<Row>[]
  select: boolean
  menu: boolean
}) {
  return (
    <colgroup>
      {select && <col style={{ width: selectWidth }} />}
      {columns.map((column, at) => (
        <col key={column.id} style={at === 0 ? undefined : { width: columnWidth(column) }} />
      ))}
      {menu && <col style={{ width: menuWidth }} />}
    </colgroup>
  )
}

function HeadRow<Row extends TableRow>({
  props,
  table,
  columns,
}: Props<Row> & { columns: readonly Column<Row>[] }) {
  const { rows, bulkActions, rowActions } = props
  const { state, change, selected } = table
  return (
    <tr>
      {bulkActions && (
        <th scope="col" className={headCellStyle}>
          <Checkbox
            label="Select all rows on this page"
            hideLabel
            checked={selected.length === rows.length}
            indeterminate={selected.length > 0 && selected.length < rows.length}
            onChange={(event) => table.table.toggleAllRowsSelected(event.target.checked)}
            className="align-middle"
          />
        </th>
      )}
      {columns.map((column) => (
        <Heading
          key={column.id}
          column={column}
          sort={state.sort}
          onSort={() => change({ sort: nextSort(state.sort, column) })}
        />
      ))}
      {rowActions && (
        <th scope="col" className={headCellStyle}>
          <span className="sr-only">Actions</span>
        </th>
      )}
    </tr>
  )
}

type GridRowProps<Row extends TableRow> = Props<Row> & { row: Row; columns: readonly Column<Row>[] }

function GridRow<Row extends TableRow>({ row, columns, props, table }: GridRowProps<Row>) {
  const { bulkActions, rowActions, dragType, noun } = props
  const { selection, selected, keys } = table

  const drag = (event: React.DragEvent, type: string) => {
    const together = selected.some((one) => one.id === row.id) ? selected : [row]
    const count = together.length
    startDrag(
      event,
      type,
      together.map((one) => one.id),
      `${count} ${count === 1 ? noun[0] : noun[1]}`,
    )
  }

  return (
    <DataRow
      row={row}
      name={props.nameOf?.(row)}
      columns={columns}
      active={keys.activeId === row.id}
      selected={bulkActions && selection[row.id] === true}
      onSelect={(event) => table.table.getRow(row.id).getToggleSelectedHandler()(event)}
      href={props.href?.(row)}
      items={rowActions && (() => rowActions(row))}
      opens={props.onOpen !== undefined}
      onOpen={() => table.open(row)}
      onDragStart={dragType ? (event) => drag(event, dragType) : undefined}
    />
  )
}
