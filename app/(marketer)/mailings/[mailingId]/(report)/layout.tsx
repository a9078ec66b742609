import type { Metadata, Route } from 'next'
import { MailingControls } from '@/components/mailings/mailing-controls'
import { MailingStatusBadge } from '@/components/mailings/status-badge'
import { Page } from '@/components/ui/page'
import { TabLinks } from '@/components/ui/tab-links'
import { mailingActions } from '../../menu'
import { requireMailing } from '../mailing'

type Props = LayoutProps<'/mailings/[mailingId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await requireMailing((await params).mailingId)).mailing.name }
}

export default async function ReportLayout({ params, children }: Props) {
  const { mailing, editable } = await requireMailing((await params).mailingId)
  const path = `/mailings/${mailing.id}`
  return (
    <Page
      title={mailing.name}
      after={<MailingStatusBadge status={mailing.status} />}
      crumbs={[{ label: 'Mailings', href: '/mailings' as Route }]}
      actions={editable && <MailingControls mailing={mailing} actions={mailingActions} />}
      tabs={
        <TabLinks
          label="About this mailing"
          tabs={[
            { href: `${path}/report` as Route, label: 'Report' },
            { href: `${path}/recipients` as Route, label: 'Recipients' },
            { href: `${path}/archive` as Route, label: 'Message as sent' },
          ]}
        />
      }
    >
      {children}
    </Page>
  )
}
