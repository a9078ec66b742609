import { TableSkeleton } from '@/components/data-table/table-skeleton'
import { Page } from '@/components/ui/page'

export default function Loading() {
  return (
    <Page title="Automailers" fit="table">
      <TableSkeleton columns={6} />
    </Page>
  )
}
