import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import { formatCount } from '@/lib/format/counts'
import type { Column } from '../data-table/column'
import { ListIcon } from '../lists/list-icon'
import { ReachCell } from '../lists/reach'
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
  {
    id: 'reach',
    header: 'Reach',
    align: 'end',
    width: 92,
    onPhone: true,
    cell: (row) => <ReachCell listId={row.id} />,
  },
  {
    id: 'refreshed',
    header: 'Last sync or count',
    sortable: true,
    sortFirst: 'descending',
    width: 160,
    onPhone: true,
    cell: (row) => <Refreshed row={row} />,
  },
  {
    id: 'folder',
    header: 'Folder',
    width: 104,
    cell: (row) => (row.folderName === null ? '' : <Truncate text={row.folderName} />),
  },
  {
    id: 'created',
    header: 'Created',
    sortable: true,
    sortFirst: 'descending',
    width: 112,
    optional: true,
    cell: (row) => <RelativeTime at={row.createdAt} />,
  },
  {
    id: 'changed',
    header: 'Changed',
    sortable: true,
    sortFirst: 'descending',
    width: 112,
    optional: true,
    cell: (row) => <RelativeTime at={row.changedAt} />,
  },
]

function Refreshed({ row }: { row: DynamicListRow }) {
  return (
    <span className="inline-flex items-center gap-2">
      <RelativeTime at={row.refreshedAt} never="Not yet" />
      {row.stale && <Badge tone="warning">Stale</Badge>}
    </span>
  )
}
