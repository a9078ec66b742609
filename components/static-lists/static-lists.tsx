'use client'

import { Sheet } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { Folder } from '@/lib/folders/schema'
import { formatCount } from '@/lib/format/counts'
import type { StaticListRow } from '@/lib/static-lists/schema'
import type { Column } from '../data-table/column'
import type { TablePage } from '../data-table/pager'
import { changedColumn, createdColumn, folderColumn, reachColumn } from '../lists/columns'
import type { Place } from '../lists/folder-rows'
import { ListIcon } from '../lists/list-icon'
import { type FilingActions, ListOverview } from '../lists/list-overview'
import { ButtonLink } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Truncate } from '../ui/truncate'
import type { StaticListActions } from './actions'
import { useStaticListSteps } from './list-steps'

const columns: readonly Column<StaticListRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <Truncate text={row.name} focusable={false} />,
    after: () => <ListIcon kind="static" />,
  },
  {
    id: 'members',
    header: 'Contacts',
    sortable: true,
    sortFirst: 'descending',
    align: 'end',
    width: 112,
    onPhone: true,
    cell: (row) => formatCount(row.members),
  },
  reachColumn,
  folderColumn,
  createdColumn,
  { ...changedColumn, onPhone: true },
]

type Props = {
  rows: StaticListRow[]
  page: TablePage
  folders: Folder[]
  place: Place
  editable: boolean
  filing: FilingActions
  actions: StaticListActions
}

/** Every static list, with the folders they are filed in. */
export function StaticLists({ actions, ...overview }: Props) {
  const router = useRouter()
  const steps = useStaticListSteps(actions, () => router.refresh())
  return (
    <>
      <ListOverview
        {...overview}
        kind="static-lists"
        label="Static lists"
        columns={columns}
        {...(overview.editable && { moreActions: steps.items })}
        empty={<NoStaticLists editable={overview.editable} />}
      />
      {steps.dialog}
    </>
  )
}

function NoStaticLists({ editable }: { editable: boolean }) {
  return (
    <EmptyState
      icon={<Sheet aria-hidden />}
      title="No static lists yet"
      actions={
        <ButtonLink href={'/contacts' as Route} variant={editable ? 'primary' : 'secondary'}>
          {editable ? 'Select contacts' : 'See contacts'}
        </ButtonLink>
      }
    >
      <p>
        A static list is a fixed set of contacts, such as the visitors of a fair. It comes with a file that is
        imported, or is made of contacts selected in a table, who stay in it until somebody takes them out.
      </p>
      {!editable && <p className="mt-2">An editor or owner of this account makes them.</p>}
    </EmptyState>
  )
}
