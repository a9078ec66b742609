import { rowsResponse } from '@/lib/api/stream'
import { getImport } from '@/lib/imports/queries/imports'
import { exportRejections } from '@/lib/imports/queries/rejections'
import { requireSession } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'

export async function GET(_request: Request, { params }: RouteContext<'/imports/[importId]/rejections.csv'>) {
  const [ctx, { importId }] = [await requireSession(), await params]
  return sessionDownload(async () => {
    const { fileName } = await getImport(ctx, importId)
    const chunks = await exportRejections(ctx, importId)
    return rowsResponse('csv', { name: `${fileName.replace(/\.\w+$/, '')} rejected`, chunks, bom: true })
  })
}
