import { ImportReport } from '@/components/imports/report'
import { listRejections } from '@/lib/imports/queries/rejections'
import { cancelImportAction } from '../../../actions'
import { requireStage } from '../../step'

export default async function ReportPage({ params }: PageProps<'/imports/[importId]/report'>) {
  const { ctx, draft } = await requireStage(params, 'begun')
  const rejections = await listRejections(ctx, draft.id)
  return <ImportReport of={draft} rejections={rejections} cancel={cancelImportAction} />
}
