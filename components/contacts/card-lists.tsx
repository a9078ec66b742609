import type { Route } from 'next'
import Link from 'next/link'
import type { CardList } from '@/lib/contacts/card/schema'
import { ListIcon } from '../lists/list-icon'
import { RelativeTime } from '../ui/relative-time'

const folders = { audience: 'dynamic-lists', static: 'static-lists' }

/** The lists that keep the contact. Lists that are computed from rules are not asked: who is in them is known once they are used. */
export function CardLists({ lists }: { lists: CardList[] }) {
  if (lists.length === 0) return <p className="text-muted">In no audience and no static list.</p>
  return (
    <ul className="divide-y divide-line border-line border-y">
      {lists.map(({ listId, kind, name, since }) => (
        <li key={listId} className="flex min-h-row items-center justify-between gap-4">
          <span className="flex min-w-0 items-center gap-1.5">
            <Link
              href={`/${folders[kind]}/${listId}` as Route}
              className="truncate text-accent text-sm hover:underline"
            >
              <bdi>{name}</bdi>
            </Link>
            <ListIcon kind={kind} />
          </span>
          <span className="shrink-0 text-muted text-sm">
            joined <RelativeTime at={since} never="before the history kept" />
          </span>
        </li>
      ))}
    </ul>
  )
}
