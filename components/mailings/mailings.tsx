'use client'

import { Eye, Mails } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { Folder } from '@/lib/folders/schema'
import { type MailingRow, MailingStatus } from '@/lib/mailings/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { TableFilter } from '../data-table/filters'
import type { TablePage } from '../data-table/pager'
import { FiledTable, type FolderActions } from '../lists/filed-table'
import type { Place } from '../lists/folder-rows'
import { EmptyState } from '../ui/empty-state'
import { Live } from '../ui/live'
import type { MailingActions } from './actions'
import { columns } from './columns'
import { useMailingMenu } from './mailing-menu'
import { statusWords } from './mailing-words'

const filters: readonly TableFilter[] = [
  {
    key: 'status',
    label: 'Status',
    options: MailingStatus.options.map((value) => ({ value, label: statusWords[value].label })),
  },
]

type Props = {
  rows: MailingRow[]
  page: TablePage
  folders: Folder[]
  place: Place
  editable: boolean
  filing: FolderActions & {
    moveMailings: (input: { mailingIds: string[]; folderId: number | null }) => Promise<ActionResult<number>>
  }
  actions: MailingActions
}

const pathOf = (row: MailingRow) => `/mailings/${row.id}` as Route

/** Every mailing, with the folders they are filed in. */
export function Mailings({ actions, filing, ...props }: Props) {
  const { rows, editable } = props
  const router = useRouter()
  const menu = useMailingMenu(actions, () => router.refresh())
  const isSending = rows.some(({ status }) => status === 'sending')
  const isWaiting = rows.some(({ status }) => status === 'scheduled')
  return (
    <>
      <Live pace={isSending ? 'running' : isWaiting ? 'waiting' : 'still'} />
      <FiledTable
        {...props}
        kind="mailings"
        label="Mailings"
        noun={['mailing', 'mailings']}
        columns={columns}
        filters={filters}
        defaultSort="-created"
        searchLabel="Search mailings"
        href={pathOf}
        filing={{ ...filing, move: (mailingIds, folderId) => filing.moveMailings({ mailingIds, folderId }) }}
        actions={(row) => ({
          first: [{ type: 'link', label: 'View', icon: <Eye aria-hidden />, href: pathOf(row) }],
          last: editable ? menu.items(row) : [],
        })}
        empty={<NoMailings editable={editable} />}
      />
      {menu.dialog}
    </>
  )
}

function NoMailings({ editable }: { editable: boolean }) {
  return (
    <EmptyState icon={<Mails aria-hidden />} title="No mailings yet">
      <p>
        A mailing sends a final message to a target group, such as an audience that your shop keeps up to
        date. What becomes of it is shown here.
      </p>
      {!editable && <p className="mt-2">An editor or owner of this account makes them.</p>}
    </EmptyState>
  )
}
