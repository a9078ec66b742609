'use client'

import { Inbox } from 'lucide-react'
import type { Route } from 'next'
import type { OutboxMail } from '@/lib/mailings/outbox/schema'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TablePage } from '../data-table/pager'
import { EmptyState } from '../ui/empty-state'
import { Live } from '../ui/live'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { subjectOf } from './mail-words'

const columns: readonly Column<OutboxMail>[] = [
  {
    id: 'subject',
    header: 'Subject',
    width: 280,
    cell: (row) => <Truncate text={subjectOf(row)} focusable={false} />,
  },
  {
    id: 'recipient',
    header: 'To',
    width: 240,
    onPhone: true,
    cell: (row) => <Truncate text={row.recipient} />,
  },
  {
    id: 'mailing',
    header: 'Mailing',
    width: 200,
    cell: (row) => <Truncate text={row.mailing?.name ?? ''} />,
  },
  {
    id: 'when',
    header: 'When',
    width: 128,
    onPhone: true,
    cell: (row) => <RelativeTime at={row.receivedAt} />,
  },
]

/** What the built-in outbox took, the latest first. */
export function OutboxTable({ rows, page }: { rows: OutboxMail[]; page: TablePage }) {
  return (
    <>
      <Live pace="waiting" />
      <DataTable
        label="Outbox"
        noun={['mail', 'mails']}
        nameOf={(row) => `${subjectOf(row)} to ${row.recipient}`}
        rows={rows}
        columns={columns}
        page={page}
        defaultSort="-when"
        searchLabel="Search recipients"
        href={(row) => `/outbox/${row.id}` as Route}
        empty={
          <EmptyState icon={<Inbox aria-hidden />} title="The outbox is empty">
            <p>
              As long as this installation has no mail server of its own, what mailings send ends up here and
              nowhere else: to be looked at, and not in anybody’s mailbox.
            </p>
          </EmptyState>
        }
      />
    </>
  )
}
