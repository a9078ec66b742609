'use client'

import type { ReactNode } from 'react'
import type { Column } from '../data-table/column'
import { DataTable } from '../data-table/data-table'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import type { AddingActions } from '../static-lists/actions'
import { useAddToList } from '../static-lists/use-add-to-list'
import type { MenuItem } from '../ui/menu-item'
import { contactHref } from './contact-href'

type Identified = { externalId: string }

type Props<Contact extends Identified> = {
  label: string
  rows: readonly Contact[]
  columns: readonly Column<Contact & { id: string }>[]
  page: TablePage
  empty: ReactNode
  filters?: readonly TableFilter[]
  /** Beside the controls of the table itself. */
  tools?: ReactNode
  /** Absent for whoever changes no static list. */
  adding: AddingActions | undefined
  /** What else can be done with contacts, by their external ids. */
  moreActions?: ((externalIds: string[], clear: () => void) => MenuItem[]) | undefined
}

/** Contacts, wherever they are listed: each leads to its card, and those selected can be added to a static list. */
export function ContactGrid<Contact extends Identified>(props: Props<Contact>) {
  const { rows, adding, moreActions, ...table } = props
  type Row = Contact & { id: string }
  const addToList = useAddToList(adding)
  const itemsFor = (chosen: readonly Row[], clear: () => void) => {
    const externalIds = chosen.map(({ externalId }) => externalId)
    return [...addToList.itemsFor(externalIds, clear), ...(moreActions?.(externalIds, clear) ?? [])]
  }
  return (
    <>
      <DataTable
        {...table}
        noun={['contact', 'contacts']}
        rows={rows.map((row) => ({ ...row, id: row.externalId }))}
        defaultSort="externalId"
        searchLabel="Search by start of id or e-mail"
        nameOf={(row) => row.externalId}
        href={(row) => contactHref(row.externalId)}
        {...(adding && { bulkActions: itemsFor, rowActions: (row: Row) => itemsFor([row], () => {}) })}
      />
      {addToList.dialog}
    </>
  )
}
