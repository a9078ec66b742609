import { MemberTable } from '@/components/lists/member-table'
import { listMembers } from '@/lib/audiences/queries/members'
import { listRuleMembers } from '@/lib/dynamic-lists/members'
import { MemberQuery, memberPageSize, memberSorts } from '@/lib/lists/schema'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { addingActions } from '../../../static-lists/adding'
import { requireList } from '../list'

export default async function ListContactsPage({
  params,
  searchParams,
}: PageProps<'/dynamic-lists/[listId]'>) {
  const { ctx, list } = await requireList((await params).listId)
  const query = MemberQuery.parse(await searchParams)
  const sort = sortOf(query.sort, memberSorts, { field: 'externalId', direction: 'asc' })
  const page = addressPage(ctx, JSON.stringify(['members', list.id, query.q]), query, memberPageSize)
  const search = { q: query.q, sort }
  const found =
    list.externalId === null
      ? await listRuleMembers(ctx, Number(list.id), search, page.request)
      : await listMembers(ctx, list.externalId, search, page.request)
  const total = query.q === undefined ? (list.members ?? undefined) : undefined
  return (
    <MemberTable
      kind={list.kind}
      rows={found.rows}
      page={{ ...page.links(found), total }}
      adding={addingActions(ctx)}
    />
  )
}
