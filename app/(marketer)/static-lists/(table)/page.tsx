import { FileUp } from 'lucide-react'
import type { Metadata, Route } from 'next'
import { StaticLists } from '@/components/static-lists/static-lists'
import { ButtonLink } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { listFolders } from '@/lib/folders/queries'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { listStaticLists } from '@/lib/static-lists/queries'
import { StaticListQuery, staticListPageSize, staticListSorts } from '@/lib/static-lists/schema'
import { createFolderAction, deleteFolderAction, moveListsAction, renameFolderAction } from '../../filing'
import { copyStaticListAction, deleteStaticListAction, renameStaticListAction } from '../actions'

export const metadata: Metadata = { title: 'Static lists' }

export default async function StaticListsPage({ searchParams }: PageProps<'/static-lists'>) {
  const ctx = await requireSession()
  const query = StaticListQuery.parse(await searchParams)
  const sort = sortOf(query.sort, staticListSorts, { field: 'name', direction: 'asc' })
  const list = JSON.stringify(['static-lists', query.q, query.folder])
  const page = addressPage(ctx, list, query, staticListPageSize)
  const [found, folders] = await Promise.all([
    listStaticLists(ctx, { q: query.q, folderId: query.folder, sort }, page.request),
    listFolders(ctx, 'static-lists'),
  ])
  return (
    <Page
      title="Static lists"
      fit="table"
      actions={
        ctx.actor.scopes.has('lists:write') && (
          <ButtonLink icon={<FileUp aria-hidden />} href={'/imports/new' as Route}>
            Import
          </ButtonLink>
        )
      }
    >
      <StaticLists
        rows={found.rows}
        page={{ ...page.links(found), total: found.total }}
        folders={folders}
        place={query.folder ?? 'all'}
        editable={ctx.actor.scopes.has('lists:write')}
        filing={{
          createFolder: createFolderAction,
          renameFolder: renameFolderAction,
          deleteFolder: deleteFolderAction,
          moveLists: moveListsAction,
        }}
        actions={{
          rename: renameStaticListAction,
          copy: copyStaticListAction,
          remove: deleteStaticListAction,
        }}
      />
    </Page>
  )
}
