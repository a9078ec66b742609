'use client'

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ChangeEvent, DragEvent, ReactNode } from 'react'
import { Checkbox } from '../ui/checkbox'
import { cx } from '../ui/class-names'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { TabStop } from '../ui/tab-stop'
import type { Column, TableRow } from './column'
import {
  menuCellStyle,
  nameCellStyle,
  notOnPhoneStyle,
  onPhoneStyle,
  otherCellStyle,
  rowStyle,
  selectCellStyle,
} from './styles'

type Props<Row extends TableRow> = {
  row: Row
  name: string | undefined
  columns: readonly Column<Row>[]
  /** The one row of the table that the Tab key stops at. */
  active: boolean
  /** Undefined where rows can't be selected. */
  selected: boolean | undefined
  onSelect: (event: ChangeEvent) => void
  href: Route | undefined
  items: (() => readonly MenuItem[]) | undefined
  /** Whether its name is a button that opens it, where there is no `href`. */
  opens: boolean
  onOpen: () => void
  onDragStart: ((event: DragEvent) => void) | undefined
}

export function DataRow<Row extends TableRow>(props: Props<Row>) {
  const { row, columns, active, selected, href, items } = props
  const [name, ...others] = columns
  const stop = active ? 0 : -1
  return (
    <TabStop value={stop}>
      <tr
        data-row={row.id}
        tabIndex={stop}
        aria-selected={selected}
        draggable={props.onDragStart !== undefined}
        onDragStart={props.onDragStart}
        onDoubleClick={props.onOpen}
        className={rowStyle}
      >
        {selected !== undefined && (
          <td className={selectCellStyle}>
            <Checkbox
              label={`Select ${props.name ?? 'row'}`}
              hideLabel
              tabIndex={stop}
              checked={selected}
              onChange={props.onSelect}
              className="align-middle"
            />
          </td>
        )}
        {name && (
          <NameCell
            row={row}
            column={name}
            href={href}
            onOpen={props.opens ? props.onOpen : undefined}
            stop={stop}
          />
        )}
        {others.map((column) => (
          <OtherCell key={column.id} row={row} column={column} />
        ))}
        {items && (
          <td className={menuCellStyle}>
            <RowMenu name={props.name} items={items} stop={stop} />
          </td>
        )}
      </tr>
    </TabStop>
  )
}

type CellProps<Row> = { row: Row; column: Column<Row> }

type NameCellProps<Row> = CellProps<Row> & {
  href: Route | undefined
  onOpen: (() => void) | undefined
  stop: 0 | -1
}

const openerStyle =
  'flex min-w-0 rounded-sm font-medium hover:underline focus-visible:outline-offset-1 text-left'

function NameCell<Row>({ row, column, ...opener }: NameCellProps<Row>) {
  return (
    <td className={nameCellStyle}>
      <span className="flex min-w-0 items-center gap-1.5">
        <Opener {...opener}>{column.cell(row)}</Opener>
        {column.after?.(row)}
      </span>
    </td>
  )
}

function Opener({
  href,
  onOpen,
  stop,
  children,
}: Omit<NameCellProps<never>, 'row' | 'column'> & { children: ReactNode }) {
  if (href) {
    return (
      // Not prefetched: fifty rows in view would be fifty requests for one click.
      <Link href={href} prefetch={false} tabIndex={stop} draggable={false} className={openerStyle}>
        {children}
      </Link>
    )
  }
  if (!onOpen) return <span className="flex min-w-0 font-medium">{children}</span>
  return (
    <button type="button" aria-haspopup="dialog" tabIndex={stop} onClick={onOpen} className={openerStyle}>
      {children}
    </button>
  )
}

function OtherCell<Row>({ row, column }: CellProps<Row>) {
  return (
    <td
      data-label={column.header}
      className={cx(
        otherCellStyle,
        column.onPhone ? onPhoneStyle : notOnPhoneStyle,
        column.align === 'end' && '@2xl/table:text-right',
      )}
    >
      {column.cell(row)}
    </td>
  )
}

type RowMenuProps = { name: string | undefined; items: () => readonly MenuItem[]; stop: 0 | -1 }

function RowMenu({ name, items, stop }: RowMenuProps) {
  return (
    <Menu items={items}>
      <IconButton
        size="small"
        label={name ? `Actions for ${name}` : 'Actions'}
        tabIndex={stop}
        icon={<Ellipsis aria-hidden />}
        className="opacity-0 transition-opacity group-focus-within/row:opacity-100 group-hover/row:opacity-100 group-focus/row:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100"
      />
    </Menu>
  )
}
