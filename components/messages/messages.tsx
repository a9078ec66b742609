'use client'

import { Mail, SquarePen } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { Folder } from '@/lib/folders/schema'
import { type MessageRow, MessageStatus } from '@/lib/messages/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { Column } from '../data-table/column'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import { changedColumn, createdColumn, folderColumn } from '../lists/columns'
import { FiledTable, type FolderActions } from '../lists/filed-table'
import type { Place } from '../lists/folder-rows'
import { EmptyState } from '../ui/empty-state'
import { Truncate } from '../ui/truncate'
import type { MessageActions } from './actions'
import { MessageStatusBadge, statusNames } from './message-status'
import { useMessageSteps } from './message-steps'

const columns: readonly Column<MessageRow>[] = [
  {
    id: 'name',
    header: 'Name',
    sortable: true,
    cell: (row) => <Truncate text={row.name} focusable={false} />,
  },
  {
    id: 'status',
    header: 'Status',
    sortable: true,
    width: 104,
    onPhone: true,
    cell: (row) => <MessageStatusBadge status={row.status} />,
  },
  {
    id: 'subject',
    header: 'Subject',
    sortable: true,
    width: 280,
    cell: (row) => (row.subject === '' ? '' : <Truncate text={row.subject} />),
  },
  folderColumn,
  createdColumn,
  { ...changedColumn, onPhone: true },
]

const filters: readonly TableFilter[] = [
  {
    key: 'status',
    label: 'Status',
    options: MessageStatus.options.map((value) => ({ value, label: statusNames[value] })),
  },
]

type Props = {
  rows: MessageRow[]
  page: TablePage
  folders: Folder[]
  place: Place
  editable: boolean
  filing: FolderActions & {
    moveMessages: (input: { messageIds: string[]; folderId: number | null }) => Promise<ActionResult<number>>
  }
  actions: MessageActions
}

const pathOf = (row: MessageRow) => `/messages/${row.id}` as Route

/** Every message, with the folders they are filed in. */
export function Messages({ actions, filing, ...props }: Props) {
  const router = useRouter()
  const steps = useMessageSteps(actions, () => router.refresh())
  const { editable } = props
  return (
    <>
      <FiledTable
        {...props}
        kind="messages"
        label="Messages"
        noun={['message', 'messages']}
        columns={columns}
        filters={filters}
        defaultSort="name"
        searchLabel="Search messages"
        href={pathOf}
        filing={{ ...filing, move: (messageIds, folderId) => filing.moveMessages({ messageIds, folderId }) }}
        actions={(row) => ({
          first: [
            {
              type: 'link',
              label: editable ? 'Edit' : 'View',
              icon: <SquarePen aria-hidden />,
              href: pathOf(row),
            },
          ],
          last: editable ? steps.items(row) : [],
        })}
        empty={<NoMessages editable={editable} />}
      />
      {steps.dialog}
    </>
  )
}

function NoMessages({ editable }: { editable: boolean }) {
  return (
    <EmptyState icon={<Mail aria-hidden />} title="No messages yet">
      <p>
        A message is what an e-mail says: its subject, and blocks of text, images and buttons. Parts of it can
        be shown to an audience only, with something else for everybody else.
      </p>
      {!editable && <p className="mt-2">An editor or owner of this account makes them.</p>}
    </EmptyState>
  )
}
