import { Suspense } from 'react'
import { FunnelSkeleton, ReachFunnel } from '@/components/lists/reach-funnel'
import type { Context } from '@/lib/access/context'
import { countTargetFunnel } from '@/lib/mailings/funnel'
import type { MailingDetail } from '@/lib/mailings/schema'
import { DomainError } from '@/lib/platform/errors'

type Props = { ctx: Context; mailing: MailingDetail }

/** What is left of a target group on the way to the mailing; it comes later than the rest of the page. */
export function TargetFunnel({ ctx, mailing }: Props) {
  const { target, permission, isService } = mailing
  return (
    <Suspense key={JSON.stringify([target, permission, isService])} fallback={<FunnelSkeleton />}>
      <Counted ctx={ctx} mailing={mailing} />
    </Suspense>
  )
}

async function Counted({ ctx, mailing }: Props) {
  const funnel = await count(ctx, mailing)
  if (funnel === null)
    return <p className="text-muted text-sm">Choose a target group to see whom it would reach.</p>
  return <ReachFunnel of="target group" funnel={funnel} />
}

/** Null where there is nothing to count: nothing is chosen, or what was is gone. */
async function count(ctx: Context, mailing: MailingDetail) {
  try {
    return await countTargetFunnel(ctx, mailing)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null
    throw error
  }
}
