import { rowsResponse } from '@/lib/api/stream'
import { requireSession } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'
import { exportChanges } from '@/lib/syncs/queries/syncs'

type Params = RouteContext<'/syncs/[syncId]/changes.csv'>

export async function GET(_request: Request, { params }: Params) {
  const [ctx, { syncId }] = [await requireSession(), await params]
  return sessionDownload(async () =>
    rowsResponse('csv', {
      name: `sync ${syncId} changes`,
      chunks: await exportChanges(ctx, syncId, 'csv'),
      bom: true,
    }),
  )
}
