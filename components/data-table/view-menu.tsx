'use client'

import { Settings2 } from 'lucide-react'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import type { Column } from './column'
import { type Change, nextSort, orderOf, type TableState, toggleColumn } from './table-state'

type Props<Row> = {
  columns: readonly Column<Row>[]
  shown: ReadonlySet<string>
  state: TableState
  onChange: (change: Change, how?: 'push' | 'replace') => void
}

/** Which columns, and in which order: the latter too because a phone has no headings to press. */
export function ViewMenu<Row>(props: Props<Row>) {
  const items = (): MenuItem[] => {
    const sorts = sortItems(props)
    const choices = columnItems(props)
    return sorts.length > 0 ? [...sorts, { type: 'separator' }, ...choices] : choices
  }
  return (
    <Menu items={items}>
      <Button icon={<Settings2 aria-hidden />}>View</Button>
    </Menu>
  )
}

function sortItems<Row>({ columns, state, onChange }: Props<Row>): MenuItem[] {
  const sortable = columns.filter((column) => column.sortable)
  if (sortable.length === 0) return []
  return [
    { type: 'heading', label: 'Sort by' },
    ...sortable.map((column): MenuItem => {
      const order = orderOf(state.sort, column.id)
      return {
        type: 'choice',
        label: order ? `${column.header}, ${order}` : column.header,
        checked: order !== undefined,
        onSelect: () => onChange({ sort: nextSort(state.sort, column) }),
      }
    }),
  ]
}

function columnItems<Row>({ columns, shown, onChange }: Props<Row>): MenuItem[] {
  return [
    { type: 'heading', label: 'Columns' },
    ...columns.slice(1).map(
      (column): MenuItem => ({
        type: 'choice',
        label: column.header,
        checked: shown.has(column.id),
        onSelect: () => onChange({ columns: toggleColumn(columns, shown, column.id) }, 'replace'),
      }),
    ),
  ]
}
