import type { Metadata } from 'next'
import { Mailings } from '@/components/mailings/mailings'
import { NewMailing } from '@/components/mailings/new-mailing'
import { Page } from '@/components/ui/page'
import { listFolders } from '@/lib/folders/queries'
import { listMailings } from '@/lib/mailings/queries'
import { MailingQuery, mailingPageSize, mailingSorts } from '@/lib/mailings/schema'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { createFolderAction, deleteFolderAction, renameFolderAction } from '../../filing'
import { createMailingAction, moveMailingsAction } from '../actions'
import { mailingActions } from '../menu'

export const metadata: Metadata = { title: 'Mailings' }

export default async function MailingsPage({ searchParams }: PageProps<'/mailings'>) {
  const ctx = await requireSession()
  const query = MailingQuery.parse(await searchParams)
  const sort = sortOf(query.sort, mailingSorts, { field: 'created', direction: 'desc' })
  const list = JSON.stringify(['mailings', query.q, query.status, query.folder])
  const page = addressPage(ctx, list, query, mailingPageSize)
  const [found, folders] = await Promise.all([
    listMailings(ctx, { q: query.q, status: query.status, folderId: query.folder, sort }, page.request),
    listFolders(ctx, 'mailings'),
  ])
  const editable = ctx.actor.scopes.has('mailings:write')
  const place = query.folder ?? 'all'
  return (
    <Page
      title="Mailings"
      fit="table"
      actions={
        editable && (
          <NewMailing folderId={typeof place === 'number' ? place : null} create={createMailingAction} />
        )
      }
    >
      <Mailings
        rows={found.rows}
        page={{ ...page.links(found), total: found.total }}
        folders={folders}
        place={place}
        editable={editable}
        filing={{
          createFolder: createFolderAction,
          renameFolder: renameFolderAction,
          deleteFolder: deleteFolderAction,
          moveMailings: moveMailingsAction,
        }}
        actions={mailingActions}
      />
    </Page>
  )
}
