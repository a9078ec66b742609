import { StaticMembers } from '@/components/static-lists/static-members'
import { MemberQuery, memberPageSize, memberSorts } from '@/lib/lists/schema'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { listStaticMembers } from '@/lib/static-lists/queries'
import { addingActions } from '../../adding'
import { requireList } from '../list'

export default async function ListContactsPage({
  params,
  searchParams,
}: PageProps<'/static-lists/[staticListId]'>) {
  const { ctx, list } = await requireList((await params).staticListId)
  const query = MemberQuery.parse(await searchParams)
  const sort = sortOf(query.sort, memberSorts, { field: 'externalId', direction: 'asc' })
  const page = addressPage(ctx, JSON.stringify(['static members', list.id, query.q]), query, memberPageSize)
  const found = await listStaticMembers(ctx, Number(list.id), { q: query.q, sort }, page.request)
  const total = query.q === undefined ? list.members : undefined
  return (
    <StaticMembers
      list={list}
      rows={found.rows}
      page={{ ...page.links(found), total }}
      adding={addingActions(ctx)}
    />
  )
}
