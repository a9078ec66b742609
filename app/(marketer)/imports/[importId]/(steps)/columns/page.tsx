import { ColumnsStep } from '@/components/imports/columns-step'
import { getMapping } from '@/lib/imports/queries/mapping'
import { changeColumnsAction } from '../../../actions'
import { requireStage } from '../../step'

export default async function ColumnsPage({ params }: PageProps<'/imports/[importId]/columns'>) {
  const { ctx, draft } = await requireStage(params, 'draft')
  return <ColumnsStep draft={draft} mapping={await getMapping(ctx, draft)} change={changeColumnsAction} />
}
