import { TableSkeleton } from '@/components/data-table/table-skeleton'
import { Page } from '@/components/ui/page'

export default function Loading() {
  return (
    <Page title="Mailings" fit="table">
      <TableSkeleton columns={7} />
    </Page>
  )
}
