import type { Metadata } from 'next'
import { Overview } from '@/components/dynamic-lists/overview'
import { Page } from '@/components/ui/page'
import { listDynamicLists } from '@/lib/dynamic-lists/queries'
import { DynamicListQuery, dynamicListPageSize, dynamicListSorts } from '@/lib/dynamic-lists/schema'
import { listFolders } from '@/lib/folders/queries'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { createFolderAction, deleteFolderAction, moveListsAction, renameFolderAction } from '../../filing'

export const metadata: Metadata = { title: 'Dynamic lists' }

export default async function DynamicListsPage({ searchParams }: PageProps<'/dynamic-lists'>) {
  const ctx = await requireSession()
  const query = DynamicListQuery.parse(await searchParams)
  const sort = sortOf(query.sort, dynamicListSorts, { field: 'name', direction: 'asc' })
  const list = JSON.stringify(['dynamic-lists', query.q, query.kind, query.folder, query.sync])
  const page = addressPage(ctx, list, query, dynamicListPageSize)
  const [found, folders] = await Promise.all([
    listDynamicLists(
      ctx,
      {
        q: query.q,
        kind: query.kind,
        folderId: query.folder,
        held: query.sync === 'held',
        stale: query.sync === 'stale',
        sort,
      },
      page.request,
    ),
    listFolders(ctx, 'dynamic-lists'),
  ])
  return (
    <Page title="Dynamic lists" fit="table">
      <Overview
        rows={found.rows}
        page={{ ...page.links(found), total: found.total }}
        folders={folders}
        place={query.folder ?? 'all'}
        editable={ctx.actor.scopes.has('lists:file')}
        filing={{
          createFolder: createFolderAction,
          renameFolder: renameFolderAction,
          deleteFolder: deleteFolderAction,
          moveLists: moveListsAction,
        }}
      />
    </Page>
  )
}
