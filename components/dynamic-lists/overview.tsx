'use client'

import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import type { Folder } from '@/lib/folders/schema'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import type { Place } from '../lists/folder-rows'
import { type FilingActions, ListOverview } from '../lists/list-overview'
import type { MenuItem } from '../ui/menu-item'
import { columns } from './columns'
import { NoLists } from './no-lists'
import { type RuleListActions, useRuleListSteps } from './rule-list-steps'

type Props = {
  rows: DynamicListRow[]
  page: TablePage
  folders: Folder[]
  place: Place
  editable: boolean
  filing: FilingActions
  /** For who may change lists that are computed from rules. */
  ruleLists: RuleListActions | undefined
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
export function Overview({ ruleLists, ...props }: Props) {
  return ruleLists ? <Editable {...props} ruleLists={ruleLists} /> : <Table {...props} />
}

type TableProps = Omit<Props, 'ruleLists'>

function Editable({ ruleLists, ...props }: TableProps & { ruleLists: RuleListActions }) {
  const { items, dialog } = useRuleListSteps(ruleLists)
  return (
    <>
      <Table {...props} moreActions={(row) => (row.kind === 'rules' ? items(row) : [])} />
      {dialog}
    </>
  )
}

function Table(props: TableProps & { moreActions?: (row: DynamicListRow) => MenuItem[] }) {
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
