import { SettingsStep } from '@/components/mailings/settings-step'
import { listFolders } from '@/lib/folders/queries'
import { saveSendingAction } from '../../../actions'
import { requireDraft } from '../../mailing'

export default async function SettingsPage({ params }: PageProps<'/mailings/[mailingId]/settings'>) {
  const { ctx, mailing } = await requireDraft(params)
  return (
    <SettingsStep mailing={mailing} folders={await listFolders(ctx, 'mailings')} save={saveSendingAction} />
  )
}
