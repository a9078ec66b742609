'use client'

import { Download, Eye } from 'lucide-react'
import type { Route } from 'next'
import { type ReactNode, useState } from 'react'
import type { Folder } from '@/lib/folders/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { Column } from '../data-table/column'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import type { MenuItem } from '../ui/menu-item'
import { ExportDialog } from './export-dialog'
import { FiledTable, type FolderActions } from './filed-table'
import type { Place } from './folder-rows'
import { ReachProvider } from './reach'

type ListRow = {
  id: string
  name: string
  members: number | null
  folderId: number | null
  refreshedAt?: string | null
  changedAt: string
}

/** Server actions for filing lists. */
export type FilingActions = FolderActions & {
  moveLists: (input: { listIds: number[]; folderId: number | null }) => Promise<ActionResult<number>>
}

/** What the folders hold, which is also where the pages are. */
type Kind = 'dynamic-lists' | 'static-lists'

type Props<Row extends ListRow> = {
  kind: Kind
  label: string
  rows: Row[]
  page: TablePage
  columns: readonly Column<Row>[]
  filters?: readonly TableFilter[]
  folders: Folder[]
  /** Which folder the table is narrowed to. */
  place: Place
  /** A viewer sees everything and files nothing. */
  editable: boolean
  filing: FilingActions
  /** What can be done with a list beside viewing, exporting and moving it. */
  moreActions?: (row: Row) => MenuItem[]
  empty: ReactNode
}

/** Lists in a table, with the folders they are filed in. */
export function ListOverview<Row extends ListRow>({ moreActions, filing, ...props }: Props<Row>) {
  const { kind, rows } = props
  const [exported, setExported] = useState<Row>()
  const pathOf = (row: Row) => `/${kind}/${row.id}` as Route
  const first = (row: Row): MenuItem[] => [
    { type: 'link', label: 'View', icon: <Eye aria-hidden />, href: pathOf(row) },
    {
      label: 'Export as CSV',
      icon: <Download aria-hidden />,
      shortcut: 'e',
      onSelect: () => setExported(row),
    },
  ]
  return (
    <>
      <ReachProvider source={`/${kind}/reach.json`} rows={rows}>
        <FiledTable
          {...props}
          noun={['list', 'lists']}
          defaultSort="name"
          searchLabel="Search lists"
          href={pathOf}
          filing={{
            ...filing,
            move: (ids, folderId) => filing.moveLists({ listIds: ids.map(Number), folderId }),
          }}
          actions={(row) => ({ first: first(row), last: moreActions?.(row) ?? [] })}
        />
      </ReachProvider>
      <ExportDialog
        list={exported && { path: pathOf(exported), name: exported.name, members: exported.members }}
        onClose={() => setExported(undefined)}
      />
    </>
  )
}
