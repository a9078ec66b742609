import { rowsResponse } from '@/lib/api/stream'
import { exportMembers } from '@/lib/audiences/queries/members'
import { getDynamicList } from '@/lib/dynamic-lists/queries'
import { ListId } from '@/lib/lists/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSession } from '@/lib/session/session'

export async function GET(_request: Request, { params }: RouteContext<'/dynamic-lists/[listId]/export.csv'>) {
  const ctx = await requireSession()
  try {
    const list = await getDynamicList(ctx, ListId.parse((await params).listId))
    if (list.externalId === null) throw new DomainError('not_found', 'There is no such list any more.')
    const chunks = await exportMembers(ctx, list.externalId, 'csv')
    return rowsResponse('csv', { name: list.name, chunks, bom: true })
  } catch {
    return new Response('There is no such list any more, or it is not yours to export.', { status: 404 })
  }
}
