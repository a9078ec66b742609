import type { Metadata } from 'next'
import { Messages } from '@/components/messages/messages'
import { NewMessage } from '@/components/messages/new-message'
import { Page } from '@/components/ui/page'
import { listFolders } from '@/lib/folders/queries'
import { listMessages } from '@/lib/messages/queries'
import { MessageQuery, messagePageSize, messageSorts } from '@/lib/messages/schema'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { createFolderAction, deleteFolderAction, renameFolderAction } from '../../filing'
import {
  copyMessageAction,
  createMessageAction,
  deleteMessagesAction,
  moveMessagesAction,
  renameMessageAction,
} from '../actions'

export const metadata: Metadata = { title: 'Messages' }

export default async function MessagesPage({ searchParams }: PageProps<'/messages'>) {
  const ctx = await requireSession()
  const query = MessageQuery.parse(await searchParams)
  const { q, status, folder } = query
  const sort = sortOf(query.sort, messageSorts, { field: 'name', direction: 'asc' })
  const page = addressPage(ctx, JSON.stringify(['messages', q, status, folder]), query, messagePageSize)
  const [found, folders] = await Promise.all([
    listMessages(ctx, { q, status, folderId: folder, sort }, page.request),
    listFolders(ctx, 'messages'),
  ])
  const editable = ctx.actor.scopes.has('mailings:write')
  const folderId = typeof folder === 'number' ? folder : null
  return (
    <Page
      title="Messages"
      fit="table"
      actions={editable && <NewMessage folderId={folderId} create={createMessageAction} />}
    >
      <Messages
        rows={found.rows}
        page={{ ...page.links(found), total: found.total }}
        folders={folders}
        place={folder ?? 'all'}
        editable={editable}
        filing={{
          createFolder: createFolderAction,
          renameFolder: renameFolderAction,
          deleteFolder: deleteFolderAction,
          moveMessages: moveMessagesAction,
        }}
        actions={{ rename: renameMessageAction, copy: copyMessageAction, remove: deleteMessagesAction }}
      />
    </Page>
  )
}
