'use client'

import { Eye, MailPlus } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { formatCount } from '@/lib/format/counts'
import type { Automailer } from '@/lib/mailings/automailers/schema'
import { AutomailerStatus } from '@/lib/mailings/schema'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import { createdColumn } from '../lists/columns'
import { formatPeriod } from '../mailings/mailing-words'
import { TargetName } from '../mailings/target-name'
import { ButtonLink } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import type { AutomailerActions } from './actions'
import { useAutomailerMenu } from './automailer-menu'
import { statusWords } from './automailer-words'
import { AutomailerStatusBadge } from './status-badge'

const filters: readonly TableFilter[] = [
  {
    key: 'status',
    label: 'Status',
    options: AutomailerStatus.options.map((value) => ({ value, label: statusWords[value].label })),
  },
]

const columns: readonly Column<Automailer>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <Truncate text={row.name} focusable={false} />,
  },
  {
    id: 'status',
    header: 'Status',
    width: 164,
    onPhone: true,
    cell: (row) => <AutomailerStatusBadge status={row.status} />,
  },
  { id: 'mailing', header: 'Mailing', width: 164, cell: (row) => <Truncate text={row.mailing.name} /> },
  { id: 'target', header: 'Target group', width: 164, cell: (row) => <TargetName of={row.targetGroup} /> },
  {
    id: 'planned',
    header: 'Planned sending',
    sortable: true,
    width: 164,
    onPhone: true,
    cell: (row) =>
      row.plannedAt === null ? (
        <span className="text-muted">{formatPeriod(row.periodHours)} after</span>
      ) : (
        <RelativeTime at={row.plannedAt} />
      ),
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
  createdColumn,
]

type Props = { rows: Automailer[]; page: TablePage; editable: boolean; actions: AutomailerActions }

const pathOf = (row: Automailer) => `/automailers/${row.id}` as Route

/** Every automailer, whatever has become of it. */
export function Automailers({ rows, page, editable, actions }: Props) {
  const router = useRouter()
  const menu = useAutomailerMenu(actions, () => router.refresh())
  return (
    <>
      <DataTable
        label="Automailers"
        noun={['automailer', 'automailers']}
        rows={rows}
        columns={columns}
        page={page}
        defaultSort="-created"
        searchLabel="Search automailers"
        filters={filters}
        nameOf={(row) => row.name}
        href={pathOf}
        rowActions={(row) => [
          { type: 'link', label: 'View', icon: <Eye aria-hidden />, href: pathOf(row) },
          ...(editable ? menu.items(row) : []),
        ]}
        empty={<NoAutomailers />}
      />
      {menu.dialog}
    </>
  )
}

function NoAutomailers() {
  return (
    <EmptyState
      icon={<MailPlus aria-hidden />}
      title="No automailers yet"
      actions={<ButtonLink href={'/mailings' as Route}>See mailings</ButtonLink>}
    >
      <p>
        An automailer sends a mailing once more, a set period after its first sending, to those who have
        joined its target group since. It is turned on in the third step of a mailing.
      </p>
    </EmptyState>
  )
}
