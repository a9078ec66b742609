import { UsageTable } from '@/components/lists/usage-table'
import { listUsages } from '@/lib/lists/queries'
import { requireList } from '../../list'

export default async function UsedInPage({ params }: PageProps<'/static-lists/[staticListId]/used-in'>) {
  const { ctx, list } = await requireList((await params).staticListId)
  return <UsageTable kind="static" usages={await listUsages(ctx, Number(list.id))} />
}
