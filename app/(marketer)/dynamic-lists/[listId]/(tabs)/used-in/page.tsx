import { UsageTable } from '@/components/lists/usage-table'
import { listUsages } from '@/lib/lists/queries'
import { requireList } from '../../list'

export default async function UsedInPage({ params }: PageProps<'/dynamic-lists/[listId]/used-in'>) {
  const { ctx, list } = await requireList((await params).listId)
  return <UsageTable kind={list.kind} usages={await listUsages(ctx, Number(list.id))} />
}
