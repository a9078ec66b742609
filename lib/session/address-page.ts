import type { Context } from '@/lib/access/context'
import { type CursorScope, openCursor, sealCursor } from '@/lib/api/pagination'
import type { Direction, Keyset, Page, PageRequest } from '@/lib/platform/keyset'

/** What a page's address says about paging and order: `?sort=-name&after=…`. */
type Address = { sort?: string | undefined; after?: string | undefined; before?: string | undefined }

type Order<Field extends string> = { field: Field; direction: Direction }

/** Reads `name` or `-name`; anything else is the default, so that an old bookmark still opens. */
export function sortOf<Field extends string>(
  sort: string | undefined,
  fields: readonly Field[],
  fallback: Order<Field>,
): Order<Field> {
  const field = fields.find((known) => known === sort?.replace(/^-/, ''))
  return field === undefined ? fallback : { field, direction: sort?.startsWith('-') ? 'desc' : 'asc' }
}

/**
 * The page an address asks for, and its neighbours' cursors for the table. `list` names the list with its order and
 * filter; a cursor that isn't of this account, list, order and filter leads to the first page.
 */
export function addressPage(ctx: Context, list: string, address: Address, limit: number) {
  const scope: CursorScope = { accountId: ctx.actor.accountId, list: JSON.stringify([list, address.sort]) }
  const request: PageRequest = {
    limit,
    after: opened(scope, address.after),
    before: opened(scope, address.before),
  }
  const sealed = (keyset: Keyset | null) => (keyset ? sealCursor(scope, keyset) : null)
  return {
    request,
    links: ({ next, previous }: Pick<Page<unknown>, 'next' | 'previous'>) => ({
      next: sealed(next),
      previous: sealed(previous),
    }),
  }
}

function opened(scope: CursorScope, cursor: string | undefined): Keyset | undefined {
  try {
    return cursor === undefined ? undefined : openCursor(scope, cursor)
  } catch {
    return undefined
  }
}
