import { CheckStep } from '@/components/imports/check-step'
import { listRejections } from '@/lib/imports/queries/rejections'
import { cancelImportAction, checkImportAction, startImportAction } from '../../../actions'
import { requireStage } from '../../step'

const actions = { check: checkImportAction, start: startImportAction, cancel: cancelImportAction }

export default async function CheckPage({ params }: PageProps<'/imports/[importId]/check'>) {
  const { ctx, draft } = await requireStage(params, 'draft')
  return <CheckStep draft={draft} rejections={await listRejections(ctx, draft.id)} actions={actions} />
}
