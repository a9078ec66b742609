'use client'

import { Download, Eye, FolderInput } from 'lucide-react'
import type { Route } from 'next'
import { useState } from 'react'
import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import type { Folder } from '@/lib/folders/schema'
import { formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import { FolderLayout } from '../lists/folder-layout'
import type { Place } from '../lists/folder-rows'
import { FolderTree } from '../lists/folder-tree'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import { columns } from './columns'
import { ExportDialog } from './export-dialog'
import { MoveDialog } from './move-dialog'
import { NoLists } from './no-lists'
import { ReachProvider } from './reach'

const dragType = 'application/x-roster-lists'

type Props = {
  rows: DynamicListRow[]
  page: TablePage
  folders: Folder[]
  /** Which folder the table is narrowed to. */
  place: Place
  /** A viewer sees everything and files nothing. */
  editable: boolean
  createFolder: (input: {
    kind: 'dynamic-lists'
    parentId: number | null
    name: string
  }) => Promise<ActionResult<{ id: number }>>
  renameFolder: (input: { folderId: number; name: string }) => Promise<ActionResult<void>>
  deleteFolder: (input: { folderId: number }) => Promise<ActionResult<void>>
  moveLists: (input: { listIds: number[]; folderId: number | null }) => Promise<ActionResult<number>>
}

/** Every audience and rule-based list, with the folders they are filed in. */
export function Overview(props: Props) {
  const { rows, page, folders, place, editable } = props
  const [exported, setExported] = useState<DynamicListRow>()
  const [moved, setMoved] = useState<readonly DynamicListRow[]>([])
  const move = useMove(props)

  const nameOf = (folderId: number | null) => folders.find((folder) => folder.id === folderId)?.name
  const current = placeName(place, folders)
  const rowActions = (row: DynamicListRow): MenuItem[] => [
    { type: 'link', label: 'View', icon: <Eye aria-hidden />, href: hrefOf(row) },
    {
      label: 'Export as CSV',
      icon: <Download aria-hidden />,
      shortcut: 'e',
      onSelect: () => setExported(row),
    },
    ...(editable ? [moveItem(() => setMoved([row]))] : []),
  ]

  return (
    <FolderLayout
      current={current}
      tree={
        <FolderTree
          folders={folders}
          chosen={place}
          hrefFor={hrefFor}
          noun={['list', 'lists']}
          editable={editable}
          onCreate={async (parentId, name) =>
            problemOf(await props.createFolder({ kind: 'dynamic-lists', parentId, name }))
          }
          onRename={async (folderId, name) => problemOf(await props.renameFolder({ folderId, name }))}
          onDelete={async (folderId) => problemOf(await props.deleteFolder({ folderId }))}
          dragType={dragType}
          onDropRows={(ids, folderId) => {
            const dropped = rows.filter((row) => ids.includes(row.id))
            void move(dropped, folderId, nameOf(folderId))
          }}
        />
      }
    >
      <ReachProvider rows={rows}>
        <DataTable
          label="Dynamic lists"
          noun={['list', 'lists']}
          rows={rows}
          columns={columns}
          page={page}
          defaultSort="name"
          searchLabel="Search lists"
          filters={filtersOf(folders)}
          href={hrefOf}
          rowActions={rowActions}
          {...(editable && {
            bulkActions: (chosen: readonly DynamicListRow[]) => [moveItem(() => setMoved(chosen))],
            dragType,
          })}
          empty={<NoLists />}
        />
      </ReachProvider>
      <ExportDialog list={exported} onClose={() => setExported(undefined)} />
      <MoveDialog
        lists={moved}
        folders={folders}
        onClose={() => setMoved([])}
        onMove={(folderId) => move(moved, folderId, nameOf(folderId))}
      />
    </FolderLayout>
  )
}

function useMove({ moveLists }: Props) {
  const toast = useToast()
  const move = async (
    lists: readonly DynamicListRow[],
    folderId: number | null,
    folderName: string | undefined,
  ): Promise<string | undefined> => {
    const result = await moveLists({ listIds: lists.map((list) => Number(list.id)), folderId })
    if (!result.ok) {
      toast({ title: result.error, tone: 'danger' })
      return result.error
    }
    const what = lists.length === 1 && lists[0] ? `“${lists[0].name}”` : formatNoun(lists.length, 'list')
    toast({
      title: folderName === undefined ? `Took ${what} out of its folder` : `Moved ${what} to “${folderName}”`,
      tone: 'good',
      action: { label: 'Undo', onAction: () => void undo(lists) },
    })
    return undefined
  }
  const undo = async (lists: readonly DynamicListRow[]) => {
    for (const folderId of new Set(lists.map((list) => list.folderId))) {
      const group = lists.filter((list) => list.folderId === folderId)
      const result = await moveLists({ listIds: group.map((list) => Number(list.id)), folderId })
      if (!result.ok) toast({ title: result.error, tone: 'danger' })
    }
  }
  return move
}

function filtersOf(folders: Folder[]): readonly TableFilter[] {
  const inFolders = folders.map((folder) => ({ value: String(folder.id), label: folder.name }))
  return [
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
    // Chosen in the tree; here it shows as a chip that can be removed.
    {
      key: 'folder',
      label: 'Folder',
      elsewhere: true,
      options: [{ value: 'none', label: 'In no folder' }, ...inFolders],
    },
  ]
}

function moveItem(onSelect: () => void): MenuItem {
  return { label: 'Move to folder', icon: <FolderInput aria-hidden />, shortcut: 'm', onSelect }
}

function problemOf(result: ActionResult<unknown>): string | undefined {
  return result.ok ? undefined : result.error
}

function hrefOf(row: DynamicListRow): Route {
  return `/dynamic-lists/${row.id}` as Route
}

function hrefFor(place: Place): Route {
  return (place === 'all' ? '/dynamic-lists' : `/dynamic-lists?folder=${place}`) as Route
}

function placeName(place: Place, folders: Folder[]): string {
  if (place === 'all') return 'All lists'
  if (place === 'none') return 'In no folder'
  return folders.find((folder) => folder.id === place)?.name ?? 'Folder'
}
