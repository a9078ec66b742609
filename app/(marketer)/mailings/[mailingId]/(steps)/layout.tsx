import type { Metadata, Route } from 'next'
import { MailingControls } from '@/components/mailings/mailing-controls'
import { MailingSteps } from '@/components/mailings/mailing-steps'
import { MailingStatusBadge } from '@/components/mailings/status-badge'
import { Page } from '@/components/ui/page'
import { mailingActions } from '../../menu'
import { requireMailing } from '../mailing'

type Props = LayoutProps<'/mailings/[mailingId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await requireMailing((await params).mailingId)).mailing.name }
}

export default async function StepsLayout({ params, children }: Props) {
  const { ctx, mailing } = await requireMailing((await params).mailingId)
  const editable = ctx.actor.scopes.has('mailings:write')
  return (
    <Page
      title={mailing.name}
      after={<MailingStatusBadge status={mailing.status} />}
      crumbs={[{ label: 'Mailings', href: '/mailings' as Route }]}
      actions={editable && <MailingControls mailing={mailing} actions={mailingActions} />}
    >
      <MailingSteps mailing={mailing} />
      {children}
    </Page>
  )
}
