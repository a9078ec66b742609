'use client'

import { FolderInput } from 'lucide-react'
import type { Route } from 'next'
import { useState } from 'react'
import type { Folder, FolderKind } from '@/lib/folders/schema'
import type { ActionResult } from '@/lib/session/form-state'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { DataTableProps } from '../data-table/props'
import type { MenuItem } from '../ui/menu-item'
import { FolderLayout } from './folder-layout'
import type { Place } from './folder-rows'
import { FolderTree } from './folder-tree'
import { MoveDialog } from './move-dialog'
import { type Move, useMove } from './use-move'

/** Server actions for folders. */
export type FolderActions = {
  createFolder: (input: {
    kind: FolderKind
    parentId: number | null
    name: string
  }) => Promise<ActionResult<{ id: number }>>
  renameFolder: (input: { folderId: number; name: string }) => Promise<ActionResult<void>>
  deleteFolder: (input: { folderId: number }) => Promise<ActionResult<void>>
}

type FiledRow = { id: string; name: string; folderId: number | null }

type Props<Row extends FiledRow> = Pick<
  DataTableProps<Row>,
  'label' | 'noun' | 'rows' | 'page' | 'columns' | 'filters' | 'defaultSort' | 'searchLabel' | 'empty'
> & {
  /** What the folders hold, which is also where the pages are. */
  kind: FolderKind
  href: (row: Row) => Route
  folders: Folder[]
  /** Which folder the table is narrowed to. */
  place: Place
  /** A viewer sees everything and files nothing. */
  editable: boolean
  filing: FolderActions & { move: Move }
  /** What can be done with a row before it is moved, and after. */
  actions: (row: Row) => { first: MenuItem[]; last: MenuItem[] }
}

/** Rows in a table, with the folders they are filed in. */
export function FiledTable<Row extends FiledRow>(props: Props<Row>) {
  const { kind, noun, rows, folders, place, editable, filing, filters = [], actions, ...table } = props
  const [moved, setMoved] = useState<readonly Row[]>([])
  const move = useMove(filing.move, noun)
  const dragType = `application/x-roster-${kind}`

  const nameOf = (folderId: number | null) => folders.find((folder) => folder.id === folderId)?.name
  const moveItem = (chosen: readonly Row[]): MenuItem => ({
    label: 'Move to folder',
    icon: <FolderInput aria-hidden />,
    shortcut: 'm',
    onSelect: () => setMoved(chosen),
  })
  const rowActions = (row: Row): MenuItem[] => {
    const { first, last } = actions(row)
    return [...first, ...(editable ? [moveItem([row])] : []), ...last]
  }

  return (
    <FolderLayout
      current={placeName(place, folders, noun[1])}
      tree={
        <Folders
          {...{ kind, noun, folders, place, editable, filing, dragType }}
          onDropRows={(ids, folderId) => {
            const dropped = rows.filter((row) => ids.includes(row.id))
            void move(dropped, folderId, nameOf(folderId))
          }}
        />
      }
    >
      <DataTable
        {...table}
        noun={noun}
        rows={rows}
        filters={[...filters, folderFilter(folders)]}
        nameOf={(row) => row.name}
        rowActions={rowActions}
        {...(editable && { bulkActions: (chosen: readonly Row[]) => [moveItem(chosen)], dragType })}
      />
      <MoveDialog
        items={moved}
        noun={noun}
        folders={folders}
        onClose={() => setMoved([])}
        onMove={(folderId) => move(moved, folderId, nameOf(folderId))}
      />
    </FolderLayout>
  )
}

type FolderProps = Pick<Props<FiledRow>, 'kind' | 'noun' | 'folders' | 'place' | 'editable'> & {
  filing: FolderActions
  dragType: string
  onDropRows: (ids: string[], folderId: number | null) => void
}

function Folders({ kind, folders, place, filing, ...tree }: FolderProps) {
  return (
    <FolderTree
      {...tree}
      folders={folders}
      chosen={place}
      hrefFor={(wanted) => (wanted === 'all' ? `/${kind}` : `/${kind}?folder=${wanted}`) as Route}
      onCreate={async (parentId, name) => problemOf(await filing.createFolder({ kind, parentId, name }))}
      onRename={async (folderId, name) => problemOf(await filing.renameFolder({ folderId, name }))}
      onDelete={async (folderId) => problemOf(await filing.deleteFolder({ folderId }))}
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

function placeName(place: Place, folders: Folder[], many: string): string {
  if (place === 'all') return `All ${many}`
  if (place === 'none') return 'In no folder'
  return folders.find((folder) => folder.id === place)?.name ?? 'Folder'
}
