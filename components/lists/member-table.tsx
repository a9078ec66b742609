'use client'

import { Users } from 'lucide-react'
import type { ListKind, Member } from '@/lib/lists/schema'
import { ContactGrid } from '../contacts/contact-grid'
import type { Column } from '../data-table/column'
import type { TablePage } from '../data-table/pager'
import type { AddingActions } from '../static-lists/actions'
import { Badge } from '../ui/badge'
import { EmptyState } from '../ui/empty-state'
import type { MenuItem } from '../ui/menu-item'
import { Truncate } from '../ui/truncate'

const howTheyCome: Record<ListKind, string> = {
  audience: 'Its external system decides who is in. Contacts appear here with its next sync.',
  rules: 'Contacts appear here as soon as they meet its rules.',
  static: 'Contacts appear here with an import into it, or from a selection of contacts.',
}

const columns: readonly Column<Member>[] = [
  {
    id: 'externalId',
    header: 'Contact',
    sortable: true,
    width: 200,
    cell: (row) => <Truncate text={row.externalId} at="middle" focusable={false} />,
  },
  {
    id: 'email',
    header: 'E-mail address',
    sortable: true,
    width: 260,
    onPhone: true,
    cell: (row) => (row.email === null ? '' : <Truncate text={row.email} />),
  },
  {
    id: 'status',
    header: 'Status',
    width: 104,
    cell: (row) => (row.status === 'active' ? 'Active' : <Badge tone="warning">Inactive</Badge>),
  },
]

type Props = {
  kind: ListKind
  rows: Member[]
  page: TablePage
  /** Absent for whoever changes no static list. */
  adding?: AddingActions | undefined
  /** What else can be done with contacts, by their external ids. */
  moreActions?: (externalIds: string[], clear: () => void) => MenuItem[]
}

/** Who is in a list. */
export function MemberTable({ kind, rows, page, adding, moreActions }: Props) {
  return (
    <ContactGrid
      label="Contacts of this list"
      rows={rows}
      columns={columns}
      page={page}
      adding={adding}
      moreActions={moreActions}
      empty={
        <EmptyState icon={<Users aria-hidden />} title="Nobody is in this list">
          <p>{howTheyCome[kind]}</p>
        </EmptyState>
      }
    />
  )
}
