'use client'

import { Contact as ContactIcon } from 'lucide-react'
import type { Route } from 'next'
import type { NamedContact } from '@/lib/contacts/schema'
import type { Column } from '../data-table/column'
import type { TablePage } from '../data-table/pager'
import type { AddingActions } from '../static-lists/actions'
import { Badge } from '../ui/badge'
import { ButtonLink } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'
import { ContactGrid } from './contact-grid'

const columns: readonly Column<NamedContact>[] = [
  {
    id: 'externalId',
    header: 'Contact',
    sortable: true,
    width: 200,
    cell: (row) => <Truncate text={row.externalId} at="middle" focusable={false} />,
  },
  {
    id: 'name',
    header: 'Name',
    width: 200,
    onPhone: true,
    cell: (row) => (row.name === '' ? '' : <Truncate text={row.name} />),
  },
  {
    id: 'email',
    header: 'E-mail address',
    sortable: true,
    width: 280,
    onPhone: true,
    cell: (row) => (row.email === null ? '' : <Truncate text={row.email} />),
  },
  {
    id: 'status',
    header: 'Status',
    width: 112,
    cell: (row) => (row.status === 'active' ? 'Active' : <Badge tone="warning">Inactive</Badge>),
  },
  { id: 'created', header: 'Created', width: 128, cell: (row) => <RelativeTime at={row.createdAt} /> },
  {
    id: 'changedAt',
    header: 'Changed',
    sortable: true,
    sortFirst: 'descending',
    width: 128,
    cell: (row) => <RelativeTime at={row.changedAt} />,
  },
]

type Props = {
  rows: NamedContact[]
  page: TablePage
  /** Absent for whoever changes no static list. */
  adding: AddingActions | undefined
}

/** Every contact of the account. */
export function ContactTable({ rows, page, adding }: Props) {
  return (
    <ContactGrid
      label="Contacts"
      rows={rows}
      columns={columns}
      page={page}
      adding={adding}
      empty={
        <EmptyState
          icon={<ContactIcon aria-hidden />}
          title="No contacts yet"
          actions={<ButtonLink href={'/docs/api' as Route}>Read the API reference</ButtonLink>}
        >
          <p>
            They come from an imported file, by hand, or from external systems through the API, each with an
            id of its own.
          </p>
        </EmptyState>
      }
    />
  )
}
