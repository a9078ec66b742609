import { SlidersHorizontal } from 'lucide-react'
import type { Metadata, Route } from 'next'
import { Suspense } from 'react'
import { ListProperties } from '@/components/dynamic-lists/list-properties'
import { SyncSettings } from '@/components/dynamic-lists/sync-settings'
import { ExportButton } from '@/components/lists/export-button'
import { ListIcon } from '@/components/lists/list-icon'
import { HeldBanner } from '@/components/syncs/held-banner'
import { ButtonLink } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { Skeleton } from '@/components/ui/skeleton'
import { type TabLink, TabLinks } from '@/components/ui/tab-links'
import { getAccount } from '@/lib/access/accounts'
import type { DynamicListKind } from '@/lib/dynamic-lists/schema'
import { formatCount } from '@/lib/format/counts'
import { countMailableMembers } from '@/lib/lists/reach'
import { getSync } from '@/lib/syncs/queries/syncs'
import { setSyncSettingsAction } from '../../actions'
import { requireList } from '../list'

type Props = LayoutProps<'/dynamic-lists/[listId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await requireList((await params).listId)).list.name }
}

export default async function ListLayout({ params, children }: Props) {
  const { listId } = await params
  const { ctx, list } = await requireList(listId)
  const account = await getAccount(ctx)
  const guard = { share: account.guardShare, min: account.guardMin }
  const path = `/dynamic-lists/${listId}`
  return (
    <Page
      title={list.name}
      after={<ListIcon kind={list.kind} />}
      crumbs={[{ label: 'Dynamic lists', href: '/dynamic-lists' }]}
      actions={
        <>
          {list.kind === 'rules' && ctx.actor.scopes.has('lists:write') && (
            <ButtonLink href={`${path}/edit` as Route} icon={<SlidersHorizontal aria-hidden />}>
              Edit rules
            </ButtonLink>
          )}
          <ExportButton list={{ path, name: list.name, members: list.members }} />
        </>
      }
      fit="table"
    >
      {list.heldSyncId !== null && <Held syncId={list.heldSyncId} listId={listId} />}
      <div className="flex min-h-0 flex-1 flex-col gap-6 lg:flex-row lg:gap-8">
        <ListProperties
          list={list}
          guard={guard}
          edit={
            ctx.actor.scopes.has('syncs:decide') && (
              <SyncSettings list={list} guard={guard} action={setSyncSettingsAction} />
            )
          }
          mailable={
            <Suspense fallback={<Skeleton className="h-3 w-16" />}>
              <Mailable listId={listId} />
            </Suspense>
          }
        />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-4">
          <TabLinks label="About this list" tabs={tabsOf(path, list.kind)} />
          {children}
        </div>
      </div>
    </Page>
  )
}

/** Only an audience is synced, and only of audiences is it known who was in them when, and who is in two of them. */
function tabsOf(path: string, kind: DynamicListKind): TabLink[] {
  const tabs = [
    { path, label: 'Contacts' },
    { path: `${path}/syncs`, label: 'Syncs', audience: true },
    { path: `${path}/reach`, label: 'Reach' },
    { path: `${path}/growth`, label: 'Growth', audience: true },
    { path: `${path}/used-in`, label: 'Used in' },
    { path: `${path}/overlap`, label: 'Overlap', audience: true },
  ]
  return tabs
    .filter((tab) => !tab.audience || kind === 'audience')
    .map((tab) => ({ href: tab.path as Route, label: tab.label }))
}

async function Mailable({ listId }: { listId: string }) {
  const { ctx, list } = await requireList(listId)
  const count = await countMailableMembers(ctx, Number(list.id))
  return count === null ? 'Not counted yet' : formatCount(count)
}

async function Held({ syncId, listId }: { syncId: string; listId: string }) {
  const { ctx } = await requireList(listId)
  const sync = await getSync(ctx, syncId)
  // Decided about in the moment between the two questions.
  return sync.status === 'held' && <HeldBanner sync={sync} />
}
