import type { Metadata, Route } from 'next'
import { notFound } from 'next/navigation'
import { RuleEditor } from '@/components/dynamic-lists/rules/editor'
import { ListIcon } from '@/components/lists/list-icon'
import { Page } from '@/components/ui/page'
import { findNameableLists, getRuleList, listNamedLists } from '@/lib/dynamic-lists/queries'
import { nameableListsShown } from '@/lib/dynamic-lists/schema'
import { ListId } from '@/lib/lists/schema'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import { catalogFor } from '../../catalog'
import { findNameableListsAction, saveRulesAction } from '../../rule-actions'

export const metadata: Metadata = { title: 'Edit rules' }

export default async function EditRulesPage({ params }: PageProps<'/dynamic-lists/[listId]/edit'>) {
  const ctx = await requireSession()
  const listId = ListId.safeParse((await params).listId)
  if (!listId.success || !ctx.actor.scopes.has('lists:write')) notFound()
  const list = await found(getRuleList(ctx, listId.data))
  const [catalog, named, suggestions] = await Promise.all([
    catalogFor(ctx, list.rules),
    listNamedLists(ctx, list.rules),
    findNameableLists(ctx, '', nameableListsShown),
  ])
  const path = `/dynamic-lists/${list.id}` as Route
  return (
    <Page
      title={`Rules of ${list.name}`}
      after={<ListIcon kind="rules" />}
      crumbs={[
        { label: 'Dynamic lists', href: '/dynamic-lists' },
        { label: list.name, href: path },
      ]}
    >
      <RuleEditor
        account={ctx.actor.accountId}
        catalog={catalog}
        lists={{ named, suggestions, search: findNameableListsAction }}
        target={{ list, save: saveRulesAction }}
      />
    </Page>
  )
}
