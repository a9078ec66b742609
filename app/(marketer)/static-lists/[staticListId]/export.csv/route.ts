import { rowsResponse } from '@/lib/api/stream'
import { sessionDownload } from '@/lib/session/session-download'
import { exportStaticMembers } from '@/lib/static-lists/queries'
import { requireList } from '../list'

export async function GET(
  _request: Request,
  { params }: RouteContext<'/static-lists/[staticListId]/export.csv'>,
) {
  const { ctx, list } = await requireList((await params).staticListId)
  return sessionDownload(async () => {
    const chunks = await exportStaticMembers(ctx, Number(list.id))
    return rowsResponse('csv', { name: list.name, chunks, bom: true })
  })
}
