import type { Metadata } from 'next'
import { SyncTable } from '@/components/syncs/sync-table'
import { Page } from '@/components/ui/page'
import { addressPage } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { listSyncs } from '@/lib/syncs/queries/syncs'
import { statusesOf } from '@/lib/syncs/rules'
import { SyncListQuery, syncPageSize } from '@/lib/syncs/schema'

export const metadata: Metadata = { title: 'Syncs' }

export default async function SyncsPage({ searchParams }: PageProps<'/syncs'>) {
  const ctx = await requireSession()
  const query = SyncListQuery.parse(await searchParams)
  const page = addressPage(ctx, JSON.stringify(['syncs', query.status, query.mode]), query, syncPageSize)
  const found = await listSyncs(ctx, { statuses: statusesOf(query.status), mode: query.mode }, page.request)
  return (
    <Page
      title="Syncs"
      fit="table"
      lead="Every change external systems made to an audience, the latest first."
    >
      <SyncTable syncs={found.rows} page={page.links(found)} />
    </Page>
  )
}
