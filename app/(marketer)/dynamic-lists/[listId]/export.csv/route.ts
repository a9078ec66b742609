import { rowsResponse } from '@/lib/api/stream'
import { exportMembers } from '@/lib/audiences/queries/members'
import { exportRuleMembers } from '@/lib/dynamic-lists/members'
import { sessionDownload } from '@/lib/session/session-download'
import { requireList } from '../list'

export async function GET(_request: Request, { params }: RouteContext<'/dynamic-lists/[listId]/export.csv'>) {
  const { ctx, list } = await requireList((await params).listId)
  return sessionDownload(async () => {
    const chunks =
      list.externalId === null
        ? await exportRuleMembers(ctx, Number(list.id))
        : await exportMembers(ctx, list.externalId, 'csv')
    return rowsResponse('csv', { name: list.name, chunks, bom: true })
  })
}
