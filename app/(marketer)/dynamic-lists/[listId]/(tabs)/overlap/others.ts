import type { Route } from 'next'
import type { SearchResult } from '@/components/shell/use-search'
import type { Context } from '@/lib/access/context'
import { listDynamicLists } from '@/lib/dynamic-lists/queries'
import { formatNoun } from '@/lib/format/counts'

/** As many as a picker shows without scrolling far. */
const othersMax = 12

/** The first audiences by this name other than the list itself, each with the address that compares with it. */
export async function findOthers(ctx: Context, listId: string, q: string): Promise<SearchResult[]> {
  const sort = { field: 'name', direction: 'asc' } as const
  const { rows } = await listDynamicLists(ctx, { q, kind: 'audience', sort }, { limit: othersMax + 1 })
  return rows
    .filter(({ id }) => id !== listId)
    .slice(0, othersMax)
    .map((list) => ({
      label: list.name,
      href: `/dynamic-lists/${listId}/overlap?with=${list.id}` as Route,
      kind: list.kind,
      stale: list.stale,
      detail: formatNoun(list.members ?? 0, 'contact'),
    }))
}
