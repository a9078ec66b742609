import { countStaticFunnel } from '@/lib/static-lists/queries'
import { ReachTab } from '../../../../reach-tab'
import { requireList } from '../../list'

export default async function ReachPage({
  params,
  searchParams,
}: PageProps<'/static-lists/[staticListId]/reach'>) {
  const { ctx, list } = await requireList((await params).staticListId)
  const count = (bit: number | undefined) => countStaticFunnel(ctx, Number(list.id), bit)
  return <ReachTab ctx={ctx} path={`/static-lists/${list.id}/reach`} {...{ searchParams, count }} />
}
