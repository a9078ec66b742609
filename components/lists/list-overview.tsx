'use client'

import { Download, Eye, FolderInput } from 'lucide-react'
import type { Route } from 'next'
import { type ReactNode, useState } from 'react'
import type { Folder } from '@/lib/folders/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import type { MenuItem } from '../ui/menu-item'
import { ExportDialog } from './export-dialog'
import { FolderLayout } from './folder-layout'
import type { Place } from './folder-rows'
import { FolderTree } from './folder-tree'
import { MoveDialog } from './move-dialog'
import { ReachProvider } from './reach'
import { type MoveLists, useMove } from './use-move'

const dragType = 'application/x-roster-lists'

type ListRow = {
  id: string
  name: string
  members: number | null
  folderId: number | null
  refreshedAt?: string | null
  changedAt: string
}

/** Server actions for filing lists. */
export type FilingActions = {
  createFolder: (input: {
    kind: Kind
    parentId: number | null
    name: string
  }) => Promise<ActionResult<{ id: number }>>
  renameFolder: (input: { folderId: number; name: string }) => Promise<ActionResult<void>>
  deleteFolder: (input: { folderId: number }) => Promise<ActionResult<void>>
  moveLists: MoveLists
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
export function ListOverview<Row extends ListRow>(props: Props<Row>) {
  const { kind, rows, folders, place, editable, filing } = props
  const [exported, setExported] = useState<Row>()
  const [moved, setMoved] = useState<readonly Row[]>([])
  const move = useMove(filing.moveLists)

  const pathOf = (row: Row) => `/${kind}/${row.id}` as Route
  const nameOf = (folderId: number | null) => folders.find((folder) => folder.id === folderId)?.name
  const moveItem = (chosen: readonly Row[]): MenuItem => ({
    label: 'Move to folder',
    icon: <FolderInput aria-hidden />,
    shortcut: 'm',
    onSelect: () => setMoved(chosen),
  })
  const rowActions = (row: Row): MenuItem[] => [
    { type: 'link', label: 'View', icon: <Eye aria-hidden />, href: pathOf(row) },
    {
      label: 'Export as CSV',
      icon: <Download aria-hidden />,
      shortcut: 'e',
      onSelect: () => setExported(row),
    },
    ...(editable ? [moveItem([row])] : []),
    ...(props.moreActions?.(row) ?? []),
  ]

  return (
    <FolderLayout
      current={placeName(place, folders)}
      tree={
        <ListFolders
          {...{ kind, folders, place, editable, filing }}
          onDropRows={(ids, folderId) => {
            const dropped = rows.filter((row) => ids.includes(row.id))
            void move(dropped, folderId, nameOf(folderId))
          }}
        />
      }
    >
      <ReachProvider source={`/${kind}/reach.json`} rows={rows}>
        <DataTable
          label={props.label}
          noun={['list', 'lists']}
          rows={rows}
          columns={props.columns}
          page={props.page}
          defaultSort="name"
          searchLabel="Search lists"
          filters={[...(props.filters ?? []), folderFilter(folders)]}
          nameOf={(row) => row.name}
          href={pathOf}
          rowActions={rowActions}
          {...(editable && { bulkActions: (chosen: readonly Row[]) => [moveItem(chosen)], dragType })}
          empty={props.empty}
        />
      </ReachProvider>
      <ExportDialog
        list={exported && { path: pathOf(exported), name: exported.name, members: exported.members }}
        onClose={() => setExported(undefined)}
      />
      <MoveDialog
        lists={moved}
        folders={folders}
        onClose={() => setMoved([])}
        onMove={(folderId) => move(moved, folderId, nameOf(folderId))}
      />
    </FolderLayout>
  )
}

type FolderProps = Pick<Props<ListRow>, 'kind' | 'folders' | 'place' | 'editable' | 'filing'> & {
  onDropRows: (ids: string[], folderId: number | null) => void
}

function ListFolders({ kind, folders, place, editable, filing, onDropRows }: FolderProps) {
  return (
    <FolderTree
      folders={folders}
      chosen={place}
      hrefFor={(wanted) => (wanted === 'all' ? `/${kind}` : `/${kind}?folder=${wanted}`) as Route}
      noun={['list', 'lists']}
      editable={editable}
      onCreate={async (parentId, name) => problemOf(await filing.createFolder({ kind, parentId, name }))}
      onRename={async (folderId, name) => problemOf(await filing.renameFolder({ folderId, name }))}
      onDelete={async (folderId) => problemOf(await filing.deleteFolder({ folderId }))}
      dragType={dragType}
      onDropRows={onDropRows}
    />
  )
}

/** Chosen in the tree; in the table it shows as a chip that can be removed. */
function folderFilter(folders: Folder[]): TableFilter {
  const inFolders = folders.map((folder) => ({ value: String(folder.id), label: folder.name }))
  return {
    key: 'folder',
    label: 'Folder',
    elsewhere: true,
    options: [{ value: 'none', label: 'In no folder' }, ...inFolders],
  }
}

function problemOf(result: ActionResult<unknown>): string | undefined {
  return result.ok ? undefined : result.error
}

function placeName(place: Place, folders: Folder[]): string {
  if (place === 'all') return 'All lists'
  if (place === 'none') return 'In no folder'
  return folders.find((folder) => folder.id === place)?.name ?? 'Folder'
}
