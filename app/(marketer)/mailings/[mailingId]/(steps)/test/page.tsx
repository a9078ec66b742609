import { TestStep } from '@/components/mailings/test-step'
import { listTestGroup } from '@/lib/mailings/queries'
import { sendTestAction } from '../../../actions'
import { requireDraft } from '../../mailing'

export default async function TestPage({ params }: PageProps<'/mailings/[mailingId]/test'>) {
  const { ctx, mailing } = await requireDraft(params)
  return <TestStep mailing={mailing} contacts={await listTestGroup(ctx)} send={sendTestAction} />
}
