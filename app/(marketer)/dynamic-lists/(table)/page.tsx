import { Plus } from 'lucide-react'
import type { Metadata, Route } from 'next'
import { Overview } from '@/components/dynamic-lists/overview'
import { ButtonLink } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { listDynamicLists } from '@/lib/dynamic-lists/queries'
import { DynamicListQuery, dynamicListPageSize, dynamicListSorts } from '@/lib/dynamic-lists/schema'
import { listFolders } from '@/lib/folders/queries'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { createFolderAction, deleteFolderAction, moveListsAction, renameFolderAction } from '../../filing'
import { copyRuleListAction, deleteRuleListAction, renameRuleListAction } from '../rule-actions'

export const metadata: Metadata = { title: 'Dynamic lists' }

export default async function DynamicListsPage({ searchParams }: PageProps<'/dynamic-lists'>) {
  const ctx = await requireSession()
  const writes = ctx.actor.scopes.has('lists:write')
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
    <Page
      title="Dynamic lists"
      fit="table"
      actions={
        writes && (
          <ButtonLink href={newListPath(query.folder)} variant="primary" icon={<Plus aria-hidden />}>
            New dynamic list
          </ButtonLink>
        )
      }
    >
      <Overview
        rows={found.rows}
        page={{ ...page.links(found), total: found.total }}
        folders={folders}
        place={query.folder ?? 'all'}
        editable={ctx.actor.scopes.has('lists:file')}
        ruleLists={
          writes
            ? { copy: copyRuleListAction, rename: renameRuleListAction, remove: deleteRuleListAction }
            : undefined
        }
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

/** A new list is filed where one looks. */
function newListPath(folder: DynamicListQuery['folder']): Route {
  return (typeof folder === 'number' ? `/dynamic-lists/new?folder=${folder}` : '/dynamic-lists/new') as Route
}
