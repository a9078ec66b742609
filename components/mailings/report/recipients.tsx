'use client'

import { Download, Sheet, Users } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { formatNoun } from '@/lib/format/counts'
import { Figure, type Recipient } from '@/lib/mailings/report/schema'
import type { MailingDetail } from '@/lib/mailings/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { MadeList } from '@/lib/static-lists/schema'
import { ContactGrid } from '../../contacts/contact-grid'
import type { Column } from '../../data-table/column'
import type { TableFilter } from '../../data-table/filters'
import type { TablePage } from '../../data-table/pager'
import type { AddingActions } from '../../static-lists/actions'
import { Badge } from '../../ui/badge'
import { Button, buttonStyle } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { NameDialog } from '../../ui/name-dialog'
import { RelativeTime } from '../../ui/relative-time'
import { useToast } from '../../ui/toast'
import { Truncate } from '../../ui/truncate'
import { figureWords, recipientWords } from './figure-words'

const filters: readonly TableFilter[] = [
  {
    key: 'figure',
    label: 'Figure',
    options: Figure.options.map((value) => ({ value, label: figureWords[value] })),
  },
]

const columns: readonly Column<Recipient>[] = [
  {
    id: 'externalId',
    header: 'Contact',
    width: 180,
    cell: (row) => <Truncate text={row.externalId} at="middle" focusable={false} />,
  },
  {
    id: 'email',
    header: 'E-mail address',
    width: 220,
    onPhone: true,
    cell: (row) => (row.email === null ? '' : <Truncate text={row.email} />),
  },
  {
    id: 'status',
    header: 'Status',
    width: 108,
    onPhone: true,
    cell: ({ status }) => <Badge tone={recipientWords[status].tone}>{recipientWords[status].label}</Badge>,
  },
  { id: 'sent', header: 'Sent', width: 112, cell: (row) => <RelativeTime at={row.sentAt} never="" /> },
  { id: 'opened', header: 'Opened', width: 112, cell: (row) => <RelativeTime at={row.openedAt} never="" /> },
  {
    id: 'clicked',
    header: 'Clicked',
    width: 112,
    cell: (row) => <RelativeTime at={row.clickedAt} never="" />,
  },
  {
    id: 'bounced',
    header: 'Bounced',
    width: 112,
    optional: true,
    cell: (row) => <RelativeTime at={row.bouncedAt} never="" />,
  },
  {
    id: 'unsubscribed',
    header: 'Unsubscribed',
    width: 124,
    optional: true,
    cell: (row) => <RelativeTime at={row.unsubscribedAt} never="" />,
  },
  {
    id: 'by',
    header: 'By',
    width: 104,
    optional: true,
    cell: (row) => (row.isAutomailed ? 'Automailer' : 'Mailing'),
  },
  {
    id: 'reason',
    header: 'Reason',
    width: 200,
    cell: (row) => (row.reason === null ? '' : <Truncate text={row.reason} />),
  },
]

type Props = {
  mailing: MailingDetail
  figure: Figure
  rows: Recipient[]
  page: TablePage
  adding: AddingActions | undefined
  /** Absent for whoever makes no static lists. */
  makeList:
    | ((input: { mailingId: string; figure: Figure; name: string }) => Promise<ActionResult<MadeList>>)
    | undefined
}

/** The recipients that a figure counts. */
export function Recipients({ mailing, figure, rows, page, adding, makeList }: Props) {
  const [naming, setNaming] = useState(false)
  return (
    <>
      <ContactGrid
        label="Recipients"
        rows={rows}
        columns={columns}
        page={page}
        adding={adding}
        filters={filters}
        tools={
          rows.length > 0 && (
            <>
              {makeList && (
                <Button icon={<Sheet aria-hidden />} onClick={() => setNaming(true)}>
                  Make static list
                </Button>
              )}
              <a
                href={`/mailings/${mailing.id}/recipients.csv?figure=${figure}`}
                download
                className={buttonStyle()}
              >
                <Download aria-hidden />
                Export as CSV
              </a>
            </>
          )
        }
        empty={
          <EmptyState icon={<Users aria-hidden />} title="Nobody is counted here">
            <p>Nobody who is still known was a recipient of this mailing.</p>
          </EmptyState>
        }
      />
      {naming && makeList && (
        <ListDialog mailing={mailing} figure={figure} makeList={makeList} onClose={() => setNaming(false)} />
      )}
    </>
  )
}

type DialogProps = {
  mailing: MailingDetail
  figure: Figure
  makeList: NonNullable<Props['makeList']>
  onClose: () => void
}

function ListDialog({ mailing, figure, makeList, onClose }: DialogProps) {
  const toast = useToast()
  const router = useRouter()
  const save = async (name: string) => {
    const result = await makeList({ mailingId: mailing.id, figure, name })
    if (result.ok) {
      const { id, members } = result.value
      toast({
        title: `Made “${name}” of ${formatNoun(members, 'contact')}`,
        action: { label: 'View', onAction: () => router.push(`/static-lists/${id}` as Route) },
      })
    }
    return result
  }
  return (
    <NameDialog
      title="Make a static list"
      submitLabel="Make static list"
      name={`${mailing.name}: ${figureWords[figure].toLowerCase()}`}
      onSave={save}
      onClose={onClose}
    />
  )
}
