import { Suspense } from 'react'
import { FunnelSkeleton, ReachFunnel } from '@/components/lists/reach-funnel'
import { ReachPermission } from '@/components/lists/reach-permission'
import { TabBody } from '@/components/lists/tab-body'
import type { Context } from '@/lib/access/context'
import { type Funnel, FunnelQuery } from '@/lib/lists/schema'
import { listPermissions } from '@/lib/permissions/queries'

type Count = (bit: number | undefined) => Promise<Funnel | undefined>

type Props = {
  ctx: Context
  /** The address of the tab. */
  path: string
  searchParams: Promise<Record<string, string | string[] | undefined>>
  count: Count
}

/** What is left of a list's contacts on the way to a mailing. */
export async function ReachTab({ ctx, path, searchParams, count }: Props) {
  const permissions = await listPermissions(ctx)
  const { permission } = FunnelQuery.parse(await searchParams)
  // One that is gone meanwhile is as if none had been chosen.
  const bit = permissions.find((each) => each.bit === permission)?.bit
  return (
    <TabBody>
      <ReachPermission path={path} permissions={permissions} chosen={bit} />
      <Suspense key={bit ?? 'none'} fallback={<FunnelSkeleton />}>
        <Counted bit={bit} count={count} />
      </Suspense>
    </TabBody>
  )
}

async function Counted({ bit, count }: { bit: number | undefined; count: Count }) {
  return <ReachFunnel funnel={await count(bit)} />
}
