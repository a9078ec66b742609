import type { Metadata } from 'next'
import { MessageEditor } from '@/components/messages/editor/message-editor'
import { listFieldNames } from '@/lib/messages/queries'
import { requireSession } from '@/lib/session/session'
import {
  copyMessageAction,
  findBlockListsAction,
  listVersionsAction,
  messageProblemsAction,
  openMessageAction,
  restoreVersionAction,
  saveMessageAction,
  setMessageStatusAction,
} from '../actions'
import { requireMessage } from './message'

export async function generateMetadata({ params }: PageProps<'/messages/[messageId]'>): Promise<Metadata> {
  return { title: (await requireMessage((await params).messageId)).name }
}

export default async function MessagePage({ params }: PageProps<'/messages/[messageId]'>) {
  const ctx = await requireSession()
  const [message, fields, lists] = await Promise.all([
    requireMessage((await params).messageId),
    listFieldNames(ctx),
    findBlockListsAction(''),
  ])
  return (
    <div className="h-[calc(100dvh-var(--topbar-height))] sm:h-full">
      <MessageEditor
        key={message.id}
        message={message}
        mayEdit={ctx.actor.scopes.has('mailings:write')}
        fields={fields}
        lists={lists}
        actions={{
          open: openMessageAction,
          save: saveMessageAction,
          copy: copyMessageAction,
          setStatus: setMessageStatusAction,
          problems: messageProblemsAction,
          versions: listVersionsAction,
          restore: restoreVersionAction,
          findLists: findBlockListsAction,
        }}
      />
    </div>
  )
}
