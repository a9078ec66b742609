'use client'

import { RefreshCw } from 'lucide-react'
import type { Route } from 'next'
import { formatCount } from '@/lib/format/counts'
import { formatDuration } from '@/lib/format/durations'
import { type SyncEntry, SyncMode } from '@/lib/syncs/schema'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import { ListIcon } from '../lists/list-icon'
import { EmptyState } from '../ui/empty-state'
import { Live } from '../ui/live'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { SyncOutcomeBar } from './sync-outcome-bar'
import { modeWords, paceOf, SyncStatusBadge } from './sync-status'
import { progressCount } from './sync-words'

const audience: Column<SyncEntry> = {
  id: 'audience',
  header: 'Audience',
  width: 240,
  cell: (sync) => <Truncate text={sync.audienceName} focusable={false} />,
  after: (sync) => (
    <>
      <ListIcon kind="audience" />
      <StatusOnPhone sync={sync} />
    </>
  ),
}

const started: Column<SyncEntry> = {
  id: 'started',
  header: 'Started',
  width: 112,
  onPhone: true,
  cell: (sync) => <RelativeTime at={sync.startedAt} />,
}

const others: readonly Column<SyncEntry>[] = [
  {
    id: 'status',
    header: 'Status',
    width: 152,
    cell: (sync) => <SyncStatusBadge sync={sync} />,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 112,
    cell: (sync) => <Outcome sync={sync} />,
  },
  {
    id: 'added',
    header: 'Added',
    align: 'end',
    width: 88,
    onPhone: true,
    cell: (sync) => formatCount(sync.added),
  },
  {
    id: 'removed',
    header: 'Removed',
    align: 'end',
    width: 88,
    onPhone: true,
    cell: (sync) => formatCount(sync.removed),
  },
  { id: 'received', header: 'Received', align: 'end', width: 88, cell: (sync) => formatCount(sync.received) },
  {
    id: 'duration',
    header: 'Took',
    align: 'end',
    width: 80,
    cell: (sync) => (sync.durationMs === null ? '' : formatDuration(sync.durationMs)),
  },
]

const sender: Column<SyncEntry> = {
  id: 'credential',
  header: 'Sent by',
  width: 124,
  cell: (sync) => <Truncate text={sync.credential ?? sync.user ?? ''} />,
}

// The link to a sync must hold nothing that takes the focus itself, as a relative time does.
const mode: Column<SyncEntry> = {
  id: 'mode',
  header: 'Mode',
  width: 88,
  cell: (sync) => modeWords[sync.mode],
}

// Together they fit a window of 1,440 pixels, beside the properties of a list too.
const ofAll: readonly Column<SyncEntry>[] = [audience, started, mode, ...others, sender]
const ofOne: readonly Column<SyncEntry>[] = [
  { ...mode, after: (sync) => <StatusOnPhone sync={sync} /> },
  started,
  ...others,
  { ...sender, optional: true },
]

/** While there is no outcome yet: how far it is. */
function Outcome({ sync }: { sync: SyncEntry }) {
  const soFar = progressCount(sync)
  return soFar === undefined ? <SyncOutcomeBar outcome={sync} size="line" /> : <Truncate text={soFar} />
}

/** Where there are no columns the status stands behind the name, and what was done fits one line below it. */
function StatusOnPhone({ sync }: { sync: SyncEntry }) {
  return (
    <span className="shrink-0 @2xl/table:hidden">
      <SyncStatusBadge sync={sync} />
    </span>
  )
}

const filters: readonly TableFilter[] = [
  {
    key: 'status',
    label: 'Status',
    options: [
      { value: 'running', label: 'Running' },
      { value: 'held', label: 'Held' },
      { value: 'done', label: 'Done' },
      { value: 'failed', label: 'Failed' },
    ],
  },
  {
    key: 'mode',
    label: 'Mode',
    options: SyncMode.options.map((value) => ({ value, label: modeWords[value] })),
  },
]

type Props = {
  syncs: SyncEntry[]
  page: TablePage
  /** Of one audience, whose name then needs no column. */
  ofAudience?: boolean
}

/** Syncs, the latest first; follows those that run, and those that come. */
export function SyncTable({ syncs, page, ofAudience = false }: Props) {
  return (
    <>
      <Live pace={syncs.some((sync) => paceOf(sync) === 'running') ? 'running' : 'waiting'} />
      <DataTable
        label="Syncs"
        noun={['sync', 'syncs']}
        nameOf={(sync) => `sync ${sync.id} of ${sync.audienceName}`}
        rows={syncs}
        columns={ofAudience ? ofOne : ofAll}
        page={page}
        defaultSort="-started"
        filters={filters}
        href={(sync) => `/syncs/${sync.id}` as Route}
        empty={
          <EmptyState icon={<RefreshCw aria-hidden />} title="No syncs yet">
            <p>
              Each time an external system changes who is in an audience, it is listed here with what it did.
            </p>
          </EmptyState>
        }
      />
    </>
  )
}
