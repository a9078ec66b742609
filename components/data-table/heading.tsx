'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { cx } from '../ui/class-names'
import type { Column } from './column'
import { headCellStyle } from './styles'
import { orderOf } from './table-state'

type Props<Row> = { column: Column<Row>; sort: string; onSort: (column: Column<Row>) => void }

export function Heading<Row>({ column, sort, onSort }: Props<Row>) {
  const order = orderOf(sort, column.id)
  const end = column.align === 'end'
  return (
    <th scope="col" aria-sort={order} className={cx(headCellStyle, end && 'text-right')}>
      {column.sortable ? (
        <button
          type="button"
          onClick={() => onSort(column)}
          className={cx(
            'group/sort -mx-1.5 inline-flex h-7 max-w-full items-center gap-1 rounded-sm px-1.5 font-medium transition-colors hover:bg-active hover:text-ink focus-visible:outline-offset-0',
            order && 'text-ink',
            end && 'flex-row-reverse',
          )}
        >
          <span className="truncate">{column.header}</span>
          <SortArrow order={order} first={column.sortFirst === 'descending' ? 'descending' : 'ascending'} />
        </button>
      ) : (
        <span className="truncate">{column.header}</span>
      )}
    </th>
  )
}

/** Which way it is sorted, or, under the pointer, which way it would be. */
function SortArrow({ order, first }: { order: string | undefined; first: string }) {
  const Arrow = (order ?? first) === 'ascending' ? ArrowUp : ArrowDown
  const hidden = order ? '' : 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60'
  return <Arrow aria-hidden className={cx('size-3.5 shrink-0', hidden)} />
}
