import type { Route } from 'next'
import type { Folder } from '@/lib/folders/schema'
import type { Place } from './folder-rows'

export type FolderTreeProps = {
  folders: readonly Folder[]
  /** What the table beside it shows. */
  chosen: Place
  hrefFor: (place: Place) => Route
  /** What lies in the folders, one and many: ['list', 'lists']. */
  noun: readonly [one: string, many: string]
  /** How many there are in all, and in no folder, where known. */
  counts?: { all?: number; none?: number }
  /** A viewer sees the tree and changes nothing. */
  editable: boolean
  /** Each answers what went wrong, for people, or nothing. */
  onCreate: (parentId: number | null, name: string) => Promise<string | undefined>
  onRename: (folderId: number, name: string) => Promise<string | undefined>
  onDelete: (folderId: number) => Promise<string | undefined>
  /** Rows of a table with this `dragType` can be dropped on a folder, or on `none` to take them out of theirs. */
  dragType?: string
  onDropRows?: (ids: string[], folderId: number | null) => void
}
