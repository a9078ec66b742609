import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import { formatCount } from '@/lib/format/counts'
import type { Column } from '../data-table/column'
import { changedColumn, createdColumn, folderColumn, reachColumn } from '../lists/columns'
import { ListIcon } from '../lists/list-icon'
import { HeldLink } from '../syncs/held-link'
import { Badge } from '../ui/badge'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'

const kinds: Record<DynamicListRow['kind'], string> = { audience: 'Audience', rules: 'Rules' }

export const columns: readonly Column<DynamicListRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <Truncate text={row.name} focusable={false} />,
    after: (row) => (
      <>
        <ListIcon kind={row.kind} />
        {row.heldSyncId !== null && <HeldLink syncId={row.heldSyncId} audienceName={row.name} />}
      </>
    ),
  },
  { id: 'kind', header: 'Kind', sortable: true, width: 92, cell: (row) => kinds[row.kind] },
  {
    id: 'members',
    header: 'Contacts',
    sortable: true,
    sortFirst: 'descending',
    align: 'end',
    width: 112,
    onPhone: true,
    cell: (row) => (row.members === null ? '–' : formatCount(row.members)),
  },
  reachColumn,
  {
    id: 'refreshed',
    header: 'Last sync or count',
    sortable: true,
    sortFirst: 'descending',
    width: 160,
    onPhone: true,
    cell: (row) => <Refreshed row={row} />,
  },
  folderColumn,
  createdColumn,
  { ...changedColumn, optional: true },
]

function Refreshed({ row }: { row: DynamicListRow }) {
  return (
    <span className="inline-flex items-center gap-2">
      <RelativeTime at={row.refreshedAt} never="Not yet" />
      {row.stale && <Badge tone="warning">Stale</Badge>}
    </span>
  )
}
