import { MessageStep } from '@/components/mailings/message-step'
import { saveMessageAction } from '../../../actions'
import { findMessagesAction } from '../../../find-messages'
import { requireDraft } from '../../mailing'

export default async function MessagePage({ params }: PageProps<'/mailings/[mailingId]/message'>) {
  const { mailing } = await requireDraft(params)
  return <MessageStep mailing={mailing} find={findMessagesAction} save={saveMessageAction} />
}
