'use client'

import { CircleCheck, Download } from 'lucide-react'
import { formatCount } from '@/lib/format/counts'
import type { SyncChange, SyncRejection } from '@/lib/syncs/schema'
import { contactHref } from '../contacts/contact-href'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TablePage } from '../data-table/pager'
import { Badge } from '../ui/badge'
import { buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Truncate } from '../ui/truncate'

type RowsOf = { syncId: string; page: TablePage }

type ChangeRow = SyncChange & { id: string }
type RejectionRow = SyncRejection & { id: string }

const changeColumns: readonly Column<ChangeRow>[] = [
  {
    id: 'contact',
    header: 'Contact',
    width: 200,
    cell: (row) => <Truncate text={row.externalId} at="middle" focusable={false} />,
  },
  {
    id: 'change',
    header: 'Change',
    width: 104,
    onPhone: true,
    cell: (row) => (row.change === 'joined' ? <Badge tone="good">Joined</Badge> : <Badge>Left</Badge>),
  },
  {
    id: 'email',
    header: 'E-mail address',
    width: 260,
    cell: (row) => (row.email === null ? '' : <Truncate text={row.email} />),
  },
]

/** Who joined and who left with a sync. */
export function ChangeTable({ syncId, changes, page }: RowsOf & { changes: SyncChange[] }) {
  return (
    <DataTable
      label="Changes"
      noun={['change', 'changes']}
      rows={changes.map((change) => ({ ...change, id: change.externalId }))}
      columns={changeColumns}
      page={page}
      defaultSort="contact"
      tools={<DownloadLink href={`/syncs/${syncId}/changes.csv`} />}
      href={(row) => contactHref(row.externalId)}
      empty={
        <EmptyState icon={<CircleCheck aria-hidden />} title="Nobody joined or left">
          <p>The audience was the same before and after, or the sync was not applied.</p>
        </EmptyState>
      }
    />
  )
}

const valueColumn: Column<RejectionRow> = {
  id: 'value',
  header: 'Id as it was sent',
  width: 220,
  cell: (row) => <Truncate text={row.value} at="middle" />,
}

const partColumn: Column<RejectionRow> = {
  id: 'part',
  header: 'Part',
  align: 'end',
  width: 80,
  onPhone: true,
  cell: (row) => formatCount(row.part),
}

const placeColumns: readonly Column<RejectionRow>[] = [
  {
    id: 'line',
    header: 'Line',
    align: 'end',
    width: 96,
    onPhone: true,
    cell: (row) => formatCount(row.line),
  },
  {
    id: 'reason',
    header: 'Reason',
    width: 420,
    onPhone: true,
    cell: (row) => <Truncate text={row.reason} />,
  },
]

/** Rows of a sync that were not used, and why. */
export function RejectionTable({
  syncId,
  rejections,
  inParts,
  page,
}: RowsOf & {
  rejections: SyncRejection[]
  /** Whether the sync came in several parts: a line alone then does not say where to look. */
  inParts: boolean
}) {
  return (
    <DataTable
      label="Rejections"
      noun={['rejected row', 'rejected rows']}
      rows={rejections.map((rejection) => ({ ...rejection, id: `${rejection.part}-${rejection.line}` }))}
      columns={inParts ? [valueColumn, partColumn, ...placeColumns] : [valueColumn, ...placeColumns]}
      page={page}
      defaultSort="line"
      tools={<DownloadLink href={`/syncs/${syncId}/rejections.csv`} />}
      empty={
        <EmptyState icon={<CircleCheck aria-hidden />} title="Every row was used">
          <p>Rows that name no contact would be listed here with their reason.</p>
        </EmptyState>
      }
    />
  )
}

function DownloadLink({ href }: { href: string }) {
  return (
    <a href={href} download className={buttonStyle({})}>
      <Download aria-hidden />
      Download as CSV
    </a>
  )
}
