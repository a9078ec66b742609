import type { Column } from '../data-table/column'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { ReachCell } from './reach'

/** Columns that every overview of lists has. */

export const reachColumn: Column<{ id: string }> = {
  id: 'reach',
  header: 'Reach',
  align: 'end',
  width: 92,
  onPhone: true,
  cell: (row) => <ReachCell listId={row.id} />,
}

export const folderColumn: Column<{ folderName: string | null }> = {
  id: 'folder',
  header: 'Folder',
  width: 104,
  cell: (row) => (row.folderName === null ? '' : <Truncate text={row.folderName} />),
}

export const createdColumn: Column<{ createdAt: string }> = {
  id: 'created',
  header: 'Created',
  sortable: true,
  sortFirst: 'descending',
  width: 112,
  optional: true,
  cell: (row) => <RelativeTime at={row.createdAt} />,
}

export const changedColumn: Column<{ changedAt: string }> = {
  id: 'changed',
  header: 'Changed',
  sortable: true,
  sortFirst: 'descending',
  width: 112,
  cell: (row) => <RelativeTime at={row.changedAt} />,
}
