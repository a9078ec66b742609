import { Suspense } from 'react'
import { TabBody } from '@/components/dynamic-lists/tab-body'
import { FunnelSkeleton, ReachFunnel } from '@/components/lists/reach-funnel'
import { ReachPermission } from '@/components/lists/reach-permission'
import { countAudienceFunnel } from '@/lib/audiences/queries/members'
import { countRuleFunnel } from '@/lib/dynamic-lists/members'
import { FunnelQuery } from '@/lib/lists/schema'
import { listPermissions } from '@/lib/permissions/queries'
import { requireList } from '../../list'

type Props = PageProps<'/dynamic-lists/[listId]/reach'>

export default async function ReachPage({ params, searchParams }: Props) {
  const { listId } = await params
  const { ctx } = await requireList(listId)
  const permissions = await listPermissions(ctx)
  const { permission } = FunnelQuery.parse(await searchParams)
  // One that is gone meanwhile is as if none had been chosen.
  const bit = permissions.find((each) => each.bit === permission)?.bit
  return (
    <TabBody>
      <ReachPermission path={`/dynamic-lists/${listId}/reach`} permissions={permissions} chosen={bit} />
      <Suspense key={bit ?? 'none'} fallback={<FunnelSkeleton />}>
        <Counted listId={listId} bit={bit} />
      </Suspense>
    </TabBody>
  )
}

async function Counted({ listId, bit }: { listId: string; bit: number | undefined }) {
  const { ctx, list } = await requireList(listId)
  const funnel =
    list.externalId === null
      ? await countRuleFunnel(ctx, Number(list.id), bit)
      : await countAudienceFunnel(ctx, list.externalId, bit)
  return <ReachFunnel funnel={funnel} />
}
