import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RuleEditor } from '@/components/dynamic-lists/rules/editor'
import { Page } from '@/components/ui/page'
import { findNameableLists } from '@/lib/dynamic-lists/queries'
import { nameableListsShown } from '@/lib/dynamic-lists/schema'
import { ListId } from '@/lib/lists/schema'
import { requireSession } from '@/lib/session/session'
import { catalogFor } from '../catalog'
import { createRuleListAction, findNameableListsAction } from '../rule-actions'

export const metadata: Metadata = { title: 'New dynamic list' }

export default async function NewDynamicListPage({ searchParams }: PageProps<'/dynamic-lists/new'>) {
  const ctx = await requireSession()
  if (!ctx.actor.scopes.has('lists:write')) notFound()
  const folder = ListId.safeParse((await searchParams)['folder'])
  const [catalog, suggestions] = await Promise.all([
    catalogFor(ctx),
    findNameableLists(ctx, '', nameableListsShown),
  ])
  return (
    <Page title="New dynamic list" crumbs={[{ label: 'Dynamic lists', href: '/dynamic-lists' }]}>
      <RuleEditor
        account={ctx.actor.accountId}
        catalog={catalog}
        lists={{ named: [], suggestions, search: findNameableListsAction }}
        target={{ folderId: folder.success ? folder.data : null, create: createRuleListAction }}
      />
    </Page>
  )
}
