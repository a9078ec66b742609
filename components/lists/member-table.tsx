'use client'

import { Users } from 'lucide-react'
import type { ListKind, Member } from '@/lib/lists/schema'
import { contactHref } from '../contacts/contact-href'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TablePage } from '../data-table/pager'
import type { AddingActions } from '../static-lists/actions'
import { useAddToList } from '../static-lists/use-add-to-list'
import { Badge } from '../ui/badge'
import { EmptyState } from '../ui/empty-state'
import type { MenuItem } from '../ui/menu-item'
import { Truncate } from '../ui/truncate'

const howTheyCome: Record<ListKind, string> = {
  audience: 'Its external system decides who is in. Contacts appear here with its next sync.',
  rules: 'Contacts appear here as soon as they meet its rules.',
  static: 'Contacts appear here with an import into it, or from a selection of contacts.',
}

type Row = Member & { id: string }

const columns: readonly Column<Row>[] = [
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
  const addToList = useAddToList(adding)
  const itemsFor = (chosen: readonly Row[], clear: () => void) => {
    const externalIds = chosen.map(({ externalId }) => externalId)
    return [...addToList.itemsFor(externalIds, clear), ...(moreActions?.(externalIds, clear) ?? [])]
  }
  return (
    <>
      <DataTable
        label="Contacts of this list"
        noun={['contact', 'contacts']}
        rows={rows.map((row) => ({ ...row, id: row.externalId }))}
        columns={columns}
        page={page}
        defaultSort="externalId"
        searchLabel="Search by start of id or e-mail"
        nameOf={(row) => row.externalId}
        href={(row) => contactHref(row.externalId)}
        {...(adding && { bulkActions: itemsFor, rowActions: (row: Row) => itemsFor([row], () => {}) })}
        empty={
          <EmptyState icon={<Users aria-hidden />} title="Nobody is in this list">
            <p>{howTheyCome[kind]}</p>
          </EmptyState>
        }
      />
      {addToList.dialog}
    </>
  )
}
