import type { Metadata, Route } from 'next'
import { HeldDetails } from '@/components/syncs/held-details'
import { SyncDecisions } from '@/components/syncs/sync-decisions'
import { SyncFigures } from '@/components/syncs/sync-figures'
import { ChangeTable, RejectionTable } from '@/components/syncs/sync-rows'
import { SyncStatusBadge } from '@/components/syncs/sync-status'
import { wasApplied } from '@/components/syncs/sync-words'
import { Page } from '@/components/ui/page'
import { TabLinks } from '@/components/ui/tab-links'
import type { Context } from '@/lib/access/context'
import { formatCount } from '@/lib/format/counts'
import { addressPage } from '@/lib/session/address-page'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import { getSync, hasRejectionsInParts, listChanges, listRejections } from '@/lib/syncs/queries/syncs'
import { type SyncEntry, SyncRowsQuery, syncPageSize } from '@/lib/syncs/schema'
import { approveSyncAction, rejectSyncAction, undoSyncAction } from '../actions'

export const metadata: Metadata = { title: 'Sync' }

const actions = { approve: approveSyncAction, reject: rejectSyncAction, undo: undoSyncAction }

export default async function SyncPage({ params, searchParams }: PageProps<'/syncs/[syncId]'>) {
  const ctx = await requireSession()
  const sync = await found(getSync(ctx, (await params).syncId))
  const query = SyncRowsQuery.parse(await searchParams)
  const changed = wasApplied(sync) ? sync.added + sync.removed : 0
  const show = query.show ?? (sync.rejections > 0 && changed === 0 ? 'rejections' : 'changes')
  const path = `/syncs/${sync.id}`
  return (
    <Page
      title={`Sync ${sync.id}`}
      after={<SyncStatusBadge sync={sync} />}
      crumbs={[{ label: 'Syncs', href: '/syncs' as Route }]}
      actions={ctx.actor.scopes.has('syncs:decide') && <SyncDecisions sync={sync} actions={actions} />}
    >
      {sync.held && <HeldDetails sync={sync} held={sync.held} />}
      <SyncFigures sync={sync} />
      <TabLinks
        label="Rows of this sync"
        tabs={[
          {
            href: `${path}?show=changes` as Route,
            label: 'Changes',
            note: formatCount(changed),
            current: show === 'changes',
          },
          {
            href: `${path}?show=rejections` as Route,
            label: 'Rejected rows',
            note: formatCount(sync.rejections),
            current: show === 'rejections',
          },
        ]}
      />
      {show === 'changes' ? (
        <Changes ctx={ctx} sync={sync} query={query} />
      ) : (
        <Rejections ctx={ctx} sync={sync} query={query} />
      )}
    </Page>
  )
}

type RowsProps = {
  ctx: Context
  sync: SyncEntry
  query: { after?: string | undefined; before?: string | undefined }
}

async function Changes({ ctx, sync, query }: RowsProps) {
  const page = addressPage(ctx, JSON.stringify(['changes', sync.id]), query, syncPageSize)
  const changes = await listChanges(ctx, sync.id, page.request)
  return <ChangeTable syncId={sync.id} changes={changes.rows} page={page.links(changes)} />
}

async function Rejections({ ctx, sync, query }: RowsProps) {
  const page = addressPage(ctx, JSON.stringify(['rejections', sync.id]), query, syncPageSize)
  const [rejections, inParts] = await Promise.all([
    listRejections(ctx, sync.id, page.request),
    hasRejectionsInParts(ctx, sync.id),
  ])
  return (
    <RejectionTable
      syncId={sync.id}
      rejections={rejections.rows}
      inParts={inParts}
      page={page.links(rejections)}
    />
  )
}
