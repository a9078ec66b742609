import { notFound } from 'next/navigation'
import { SyncTable } from '@/components/syncs/sync-table'
import { addressPage } from '@/lib/session/address-page'
import { listSyncs } from '@/lib/syncs/queries/syncs'
import { statusesOf } from '@/lib/syncs/rules'
import { SyncListQuery, syncPageSize } from '@/lib/syncs/schema'
import { requireList } from '../../list'

type Props = PageProps<'/dynamic-lists/[listId]/syncs'>

export default async function ListSyncsPage({ params, searchParams }: Props) {
  const { ctx, list } = await requireList((await params).listId)
  if (list.externalId === null) notFound()
  const query = SyncListQuery.parse(await searchParams)
  const page = addressPage(
    ctx,
    JSON.stringify(['syncs', list.id, query.status, query.mode]),
    query,
    syncPageSize,
  )
  const filter = { audienceId: list.externalId, statuses: statusesOf(query.status), mode: query.mode }
  const found = await listSyncs(ctx, filter, page.request)
  return <SyncTable syncs={found.rows} page={page.links(found)} ofAudience />
}
