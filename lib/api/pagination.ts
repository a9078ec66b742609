import { z } from 'zod'
import type { AccountId } from '@/lib/access/actor'
import { hmac, safeEqual } from '@/lib/platform/crypto'
import type { Keyset, PageRequest } from '@/lib/platform/keyset'
import { HttpProblem } from './problem'

export const pageLimitDefault = 100
export const pageLimitMax = 1000
const cursorMaxChars = 4096
const version = 1

export const Limit = z
  .string()
  .regex(/^\d{1,9}$/, 'Give a whole number.')
  .transform(Number)
  .pipe(z.int().min(1).max(pageLimitMax))
  .default(pageLimitDefault)
  .meta({ description: `How many to answer at most, 1 to ${pageLimitMax}.`, example: pageLimitDefault })

export const After = z
  .string()
  .min(1)
  .max(cursorMaxChars)
  .optional()
  .meta({ description: 'nextCursor of the page before: the page starts after it. Opaque; keep it as it is.' })

/** The two query parameters of every list. */
export const pageQuery = { limit: Limit, after: After }

/** The answer of every list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Give it as after to get the next page; null on the last.' }),
  })
}

/** What a cursor is good for: one list of one account, in one order, with one filter. */
export type CursorScope = { accountId: AccountId; list: string }

const Sealed = z.tuple([z.literal(version), z.string(), z.string()])

/**
 * A keyset as a text for callers. It carries a keyed hash of its scope, so that a cursor of another account, list,
 * filter or order, or one that was altered, is refused and never silently answers the wrong page.
 */
export function sealCursor(scope: CursorScope, { value, id }: Keyset): string {
  const payload = JSON.stringify([version, value, id])
  return `${Buffer.from(payload).toString('base64url')}.${signature(scope, payload)}`
}

export function openCursor(scope: CursorScope, cursor: string): Keyset {
  const [encoded = '', signed = '', ...rest] = cursor.split('.')
  const payload = Buffer.from(encoded, 'base64url').toString('utf8')
  // Base64 has several spellings of some texts: only ours counts.
  const isOurs = rest.length === 0 && Buffer.from(payload).toString('base64url') === encoded
  if (!isOurs || !safeEqual(signed, signature(scope, payload))) throw foreignCursor()
  const [, value, id] = Sealed.parse(JSON.parse(payload))
  return { value, id }
}

function signature(scope: CursorScope, payload: string): string {
  return hmac('cursor', JSON.stringify([scope.accountId, scope.list, payload])).slice(0, 22)
}

function foreignCursor(): HttpProblem {
  const detail = 'This is not a cursor of this list with these parameters. Start again without after.'
  return new HttpProblem('invalid', detail, { errors: [{ in: 'query', pointer: '/after', detail }] })
}

/** The page a request asks for, and how its answer is put together. */
export type Paging = {
  request: PageRequest
  answer: <Row>(page: { rows: Row[]; next: Keyset | null }) => { data: Row[]; nextCursor: string | null }
}

export function pagingOf(scope: CursorScope, query: { limit: number; after?: string | undefined }): Paging {
  const after = query.after === undefined ? undefined : openCursor(scope, query.after)
  return {
    request: { limit: query.limit, after },
    answer: ({ rows, next }) => ({
      data: rows,
      nextCursor: next === null ? null : sealCursor(scope, next),
    }),
  }
}
