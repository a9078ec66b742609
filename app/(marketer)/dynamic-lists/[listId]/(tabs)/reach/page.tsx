import { countAudienceFunnel } from '@/lib/audiences/queries/members'
import { countRuleFunnel } from '@/lib/dynamic-lists/members'
import { ReachTab } from '../../../../reach-tab'
import { requireList } from '../../list'

export default async function ReachPage({
  params,
  searchParams,
}: PageProps<'/dynamic-lists/[listId]/reach'>) {
  const { ctx, list } = await requireList((await params).listId)
  const count = (bit: number | undefined) =>
    list.externalId === null
      ? countRuleFunnel(ctx, Number(list.id), bit)
      : countAudienceFunnel(ctx, list.externalId, bit)
  return <ReachTab ctx={ctx} path={`/dynamic-lists/${list.id}/reach`} {...{ searchParams, count }} />
}
