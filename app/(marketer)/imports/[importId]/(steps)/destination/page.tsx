import { DestinationStep } from '@/components/imports/destination-step'
import { listPermissions } from '@/lib/permissions/queries'
import { listStaticLists } from '@/lib/static-lists/queries'
import { staticListsMax } from '@/lib/static-lists/schema'
import { changeDestinationAction } from '../../../actions'
import { requireStage } from '../../step'

export default async function DestinationPage({ params }: PageProps<'/imports/[importId]/destination'>) {
  const { ctx, draft } = await requireStage(params, 'draft')
  const byName = { sort: { field: 'name', direction: 'asc' } } as const
  const lists = await listStaticLists(ctx, byName, { limit: staticListsMax })
  return (
    <DestinationStep
      draft={draft}
      lists={lists.rows.map(({ id, name }) => ({ id: Number(id), name }))}
      permissions={await listPermissions(ctx)}
      change={changeDestinationAction}
    />
  )
}
