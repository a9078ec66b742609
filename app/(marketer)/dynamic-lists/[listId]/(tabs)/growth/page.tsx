import { ChartArea } from 'lucide-react'
import type { Route } from 'next'
import { notFound } from 'next/navigation'
import { GrowthOverview } from '@/components/dynamic-lists/growth'
import { GrowthRangeChoice } from '@/components/dynamic-lists/growth-range'
import { TabBody } from '@/components/lists/tab-body'
import { EmptyState } from '@/components/ui/empty-state'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { requireUser } from '@/lib/session/session'
import { type GrowthQuery, getGrowth } from '@/lib/syncs/queries/growth'
import { GrowthRangeQuery } from '@/lib/syncs/schema'
import { growthDaysOf } from '../../growth-days'
import { requireList } from '../../list'

type Props = PageProps<'/dynamic-lists/[listId]/growth'>

export default async function GrowthPage({ params, searchParams }: Props) {
  const { ctx, list } = await requireList((await params).listId)
  if (list.externalId === null) notFound()
  if (list.refreshedAt === null) return <NoSyncYet />
  const { timeZone } = (await requireUser()).membership
  const query = GrowthRangeQuery.parse(await searchParams)
  const { range, ...days } = growthDaysOf(query, { createdAt: list.createdAt, now: ctx.now(), timeZone })
  const answer = await growthOrReason(ctx, list.externalId, days)
  const path = `/dynamic-lists/${list.id}`
  return (
    <TabBody>
      <GrowthRangeChoice path={`${path}/growth`} current={range} {...days} error={answer.reason} />
      {answer.growth && (
        <GrowthOverview
          growth={answer.growth}
          csv={`${path}/growth.csv?from=${days.from}&to=${days.to}` as Route}
        />
      )}
    </TabBody>
  )
}

/** Days that cannot be answered are said at their fields. */
async function growthOrReason(ctx: Context, audienceId: string, days: GrowthQuery) {
  try {
    return { growth: await getGrowth(ctx, audienceId, days) }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'invalid') return { reason: error.message }
    throw error
  }
}

function NoSyncYet() {
  return (
    <EmptyState icon={<ChartArea aria-hidden />} title="No growth yet">
      <p>Once its external system has synced this audience, its members over time are plotted here.</p>
    </EmptyState>
  )
}
