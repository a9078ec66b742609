import { formatCount } from '@/lib/format/counts'
import type { MailingRow } from '@/lib/mailings/schema'
import type { Column } from '../data-table/column'
import { changedColumn, createdColumn, folderColumn } from '../lists/columns'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { MailingStatusBadge } from './status-badge'
import { TargetName } from './target-name'

export const columns: readonly Column<MailingRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <Truncate text={row.name} focusable={false} />,
  },
  {
    id: 'status',
    header: 'Status',
    sortable: true,
    width: 108,
    onPhone: true,
    cell: (row) => <MailingStatusBadge status={row.status} />,
  },
  { id: 'target', header: 'Target group', width: 152, cell: (row) => <TargetName of={row.targetGroup} /> },
  {
    id: 'moment',
    header: 'Sending',
    sortable: true,
    sortFirst: 'descending',
    width: 104,
    onPhone: true,
    cell: (row) => <RelativeTime at={row.startedAt ?? row.scheduledAt} never="Not planned" />,
  },
  {
    id: 'recipients',
    header: 'Recipients',
    sortable: true,
    sortFirst: 'descending',
    align: 'end',
    width: 116,
    cell: (row) => (row.startedAt === null ? '' : formatCount(row.recipients)),
  },
  { ...folderColumn, optional: true },
  createdColumn,
  { ...changedColumn, optional: true },
]
