'use client'

import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import type { Folder } from '@/lib/folders/schema'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import type { Place } from '../lists/folder-rows'
import { type FilingActions, ListOverview } from '../lists/list-overview'
import { columns } from './columns'
import { NoLists } from './no-lists'

type Props = {
  rows: DynamicListRow[]
  page: TablePage
  folders: Folder[]
  place: Place
  editable: boolean
  filing: FilingActions
}

const filters: readonly TableFilter[] = [
  {
    key: 'kind',
    label: 'Kind',
    options: [
      { value: 'audience', label: 'Audiences' },
      { value: 'rules', label: 'Rule-based lists' },
    ],
  },
  {
    key: 'sync',
    label: 'Sync',
    options: [
      { value: 'held', label: 'Held for approval' },
      { value: 'stale', label: 'Stale' },
    ],
  },
]

/** Every audience and rule-based list, with the folders they are filed in. */
export function Overview(props: Props) {
  return (
    <ListOverview
      {...props}
      kind="dynamic-lists"
      label="Dynamic lists"
      columns={columns}
      filters={filters}
      empty={<NoLists />}
    />
  )
}
