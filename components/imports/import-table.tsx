'use client'

import { FileUp } from 'lucide-react'
import type { Route } from 'next'
import { formatCount } from '@/lib/format/counts'
import type { Import } from '@/lib/imports/schema'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TablePage } from '../data-table/pager'
import { ButtonLink } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Live } from '../ui/live'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { ImportStatusBadge } from './import-status'
import { isRunning } from './import-words'

// Of a draft that was checked the counts say what it would do, which belongs into its own pages.
const countOf = (count: (counts: Import['counts']) => number) => (row: Import) =>
  row.status === 'done' ? formatCount(count(row.counts)) : ''

const columns: readonly Column<Import>[] = [
  {
    id: 'file',
    header: 'File',
    width: 240,
    cell: (row) => <Truncate text={row.fileName} focusable={false} />,
    after: (row) => (
      <span className="shrink-0 @2xl/table:hidden">
        <ImportStatusBadge status={row.status} />
      </span>
    ),
  },
  { id: 'status', header: 'Status', width: 136, cell: (row) => <ImportStatusBadge status={row.status} /> },
  { id: 'rows', header: 'Rows', align: 'end', width: 104, cell: countOf(({ received }) => received) },
  {
    id: 'created',
    header: 'Created',
    align: 'end',
    width: 104,
    onPhone: true,
    cell: countOf(({ created }) => created),
  },
  {
    id: 'updated',
    header: 'Updated',
    align: 'end',
    width: 104,
    onPhone: true,
    cell: countOf(({ updated }) => updated),
  },
  {
    id: 'rejected',
    header: 'Rejected',
    align: 'end',
    width: 104,
    onPhone: true,
    cell: countOf(({ rejected }) => rejected),
  },
  { id: 'who', header: 'Imported by', width: 160, cell: (row) => <Truncate text={row.user ?? ''} /> },
  {
    id: 'when',
    header: 'When',
    width: 128,
    onPhone: true,
    cell: (row) => <RelativeTime at={row.startedAt ?? row.createdAt} />,
  },
]

/** Imports, the latest first, drafts among them. */
export function ImportTable({ rows, page }: { rows: Import[]; page: TablePage }) {
  return (
    <>
      <Live pace={rows.some(isRunning) ? 'running' : 'waiting'} />
      <DataTable
        label="Imports"
        noun={['import', 'imports']}
        nameOf={(row) => `import of ${row.fileName}`}
        rows={rows}
        columns={columns}
        page={page}
        defaultSort="-when"
        href={(row) => `/imports/${row.id}` as Route}
        empty={
          <EmptyState
            icon={<FileUp aria-hidden />}
            title="No imports yet"
            actions={
              <ButtonLink variant="primary" href={'/imports/new' as Route}>
                Import a file
              </ButtonLink>
            }
          >
            <p>
              Contacts come in from a CSV file too: into static lists, with the permissions they gave, or to
              be left in peace from now on.
            </p>
          </EmptyState>
        }
      />
    </>
  )
}
