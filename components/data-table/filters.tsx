'use client'

import { ListFilter } from 'lucide-react'
import { Button } from '../ui/button'
import { Chip } from '../ui/chip'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import type { Change, TableState } from './table-state'

export type TableFilter = {
  /** What the address calls it: `?kind=audience`. */
  key: string
  /** "Kind". */
  label: string
  options: readonly { value: string; label: string }[]
  /** Chosen elsewhere on the page (a folder tree): a chip here, and no entry in the menu. */
  elsewhere?: boolean
}

type Props = { filters: readonly TableFilter[]; state: TableState; onChange: (change: Change) => void }

export function FilterMenu({ filters, state, onChange }: Props) {
  const here = filters.filter((filter) => !filter.elsewhere)
  if (here.length === 0) return null

  const items = (): MenuItem[] => here.flatMap((filter) => filterItems(filter, state, onChange))
  return (
    <Menu items={items} align="start">
      <Button icon={<ListFilter aria-hidden />}>Filter</Button>
    </Menu>
  )
}

function filterItems(filter: TableFilter, state: TableState, onChange: Props['onChange']): MenuItem[] {
  const current = state.filters.get(filter.key)
  const choices = filter.options.map((option): MenuItem => {
    const checked = option.value === current
    return {
      type: 'choice',
      label: option.label,
      checked,
      onSelect: () => onChange({ [filter.key]: checked ? null : option.value }),
    }
  })
  return [{ type: 'heading', label: filter.label }, ...choices]
}

export function FilterChips({ filters, state, onChange }: Props) {
  const set = filters.filter((filter) => state.filters.has(filter.key))
  if (set.length === 0) return null

  return (
    <ul aria-label="Filters" className="flex min-w-0 flex-wrap gap-1.5">
      {set.map((filter) => (
        <li key={filter.key} className="min-w-0">
          <Chip name={filter.label} onRemove={() => onChange({ [filter.key]: null })}>
            {valueLabel(filter, state)}
          </Chip>
        </li>
      ))}
    </ul>
  )
}

function valueLabel(filter: TableFilter, state: TableState) {
  const value = state.filters.get(filter.key)
  return filter.options.find((option) => option.value === value)?.label ?? value
}

/** The change that takes every filter and the search away. */
export function withoutFilters(filters: readonly TableFilter[]): Change {
  return Object.fromEntries([['q', null], ...filters.map((filter) => [filter.key, null])])
}
