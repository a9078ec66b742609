import { rowsResponse } from '@/lib/api/stream'
import { requireSession } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'
import { exportRejections } from '@/lib/syncs/queries/syncs'

type Params = RouteContext<'/syncs/[syncId]/rejections.csv'>

export async function GET(_request: Request, { params }: Params) {
  const [ctx, { syncId }] = [await requireSession(), await params]
  return sessionDownload(async () =>
    rowsResponse('csv', {
      name: `sync ${syncId} rejections`,
      chunks: await exportRejections(ctx, syncId, 'csv'),
      bom: true,
    }),
  )
}
