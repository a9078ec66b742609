'use client'

import { type FocusEvent, type KeyboardEvent, type RefObject, useState } from 'react'
import { itemForKey, type MenuItem } from '../ui/menu-item'
import { usePageKeys } from '../ui/page-keys'
import type { TableRow } from './column'

type Keyed<Row> = {
  rows: readonly Row[]
  body: RefObject<HTMLElement | null>
  search: RefObject<HTMLInputElement | null>
  onOpen: (row: Row) => void
  onToggle: (row: Row) => void
  onClear: () => void
  /** What a key such as `e` acts on: the selection, or else the row in focus. */
  itemsFor: (row: Row | undefined) => readonly MenuItem[]
  goTo: (item: MenuItem) => void
}

/** One row is in the Tab order; arrows, `j` and `k` move it, and the other keys act on it. */
export function useRowKeys<Row extends TableRow>(keyed: Keyed<Row>) {
  const { rows, body, search } = keyed
  const [activeId, setActiveId] = useState<string>()
  const found = rows.findIndex((row) => row.id === activeId)
  const activeAt = found === -1 ? 0 : found

  const focusRow = (at: number) => {
    const row = rows[Math.min(Math.max(at, 0), rows.length - 1)]
    if (!row) return
    setActiveId(row.id)
    body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    // Portals bubble through React: a menu opened from a row has keys of its own.
    if (!body.current?.contains(event.target as Node)) return
    if (rowKey(event, keyed, activeAt, focusRow)) event.preventDefault()
  }

  const onFocus = (event: FocusEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row']
    if (id !== undefined) setActiveId(id)
  }

  usePageKeys((key) => pageKey(key, keyed, search, () => focusRow(activeAt)))

  return { activeId: rows[activeAt]?.id, onKeyDown, onFocus }
}

/** True when the key has been dealt with. */
function rowKey<Row>(event: KeyboardEvent, keyed: Keyed<Row>, at: number, focusRow: (at: number) => void) {
  const row = keyed.rows[at]
  const onRow = (event.target as HTMLElement).matches('[data-row]')
  const target = moveTarget(event.key, at, keyed.rows.length)
  if (target !== undefined) {
    focusRow(target)
    return true
  }
  if (!row) return false
  if (event.key === 'Enter' && onRow) {
    keyed.onOpen(row)
    return true
  }
  if (event.key === 'x' || (event.key === ' ' && onRow)) {
    keyed.onToggle(row)
    return true
  }
  return run(event.key, keyed, row)
}

function moveTarget(key: string, at: number, count: number) {
  if (key === 'ArrowDown' || key === 'j') return at + 1
  if (key === 'ArrowUp' || key === 'k') return at - 1
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}

function pageKey<Row>(
  key: string,
  keyed: Keyed<Row>,
  search: RefObject<HTMLInputElement | null>,
  enterTable: () => void,
) {
  if (key === '/' && search.current) {
    search.current.select()
    search.current.focus()
    return true
  }
  if (key === 'j' || key === 'k') {
    enterTable()
    return true
  }
  if (key === 'Escape') {
    keyed.onClear()
    return false
  }
  return run(key, keyed, undefined)
}

function run<Row>(key: string, keyed: Keyed<Row>, row: Row | undefined) {
  const item = key.length === 1 ? itemForKey(keyed.itemsFor(row), key) : undefined
  if (!item) return false
  if (item.type === 'link') keyed.goTo(item)
  else item.onSelect()
  return true
}
