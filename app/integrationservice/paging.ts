import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { openCursor, pageLimitDefault, pageLimitMax, sealCursor } from '@/lib/api/pagination'
import { publicUrl } from '@/lib/api/public-url'
import type { IdentifiedContact } from '@/lib/contacts/queries/contacts'
import { listProperties } from '@/lib/contacts/queries/properties'
import { readDateTime } from '@/lib/contacts/rules/values'
import type { Keyset, Page, PageRequest } from '@/lib/platform/keyset'
import { malformed } from '@/lib/reference/fields'
import type { ReferenceInput } from '@/lib/reference/route'
import { toReferenceContact } from './contact-shape'

export const Paging = z.object({
  next: z.string().nullable().meta({ description: 'The address of the next page; null on the last.' }),
  after: z.string().nullable().meta({ description: 'What the next page comes after. Opaque.' }),
})

export const pageParameters = {
  pageSize: z
    .string()
    .optional()
    .meta({
      description: `At most this many; ${pageLimitDefault} when absent, never more than ${pageLimitMax}.`,
    }),
  after: z.string().optional().meta({ description: 'From the page before.' }),
}

type Asked = {
  request: PageRequest
  answer: (next: Keyset | null) => z.input<typeof Paging>
}

/** The page a request asks for. Its cursor is good for the same list with the same parameters only. */
export function pageOf(ctx: Context, { query, request }: ReferenceInput): Asked {
  const filter = [...query].filter(([name]) => name !== 'after' && name !== 'pageSize').sort()
  const path = new URL(request.url).pathname.split('/').filter(Boolean).slice(1)
  const scope = { accountId: ctx.actor.accountId, list: JSON.stringify(['reference', path, filter]) }
  const cursor = query.get('after')
  return {
    request: {
      limit: sizeOf(query.get('pageSize')),
      after: cursor === null || cursor === '' ? undefined : openCursor(scope, cursor),
    },
    answer: (keyset) => {
      if (keyset === null) return { next: null, after: null }
      const after = sealCursor(scope, keyset)
      const next = new URL(publicUrl(request))
      next.searchParams.set('after', after)
      return { next: next.href, after }
    },
  }
}

/** A page of contacts, as `find` finds them. */
export async function contactsPage(
  ctx: Context,
  input: ReferenceInput,
  find: (page: PageRequest) => Promise<Page<IdentifiedContact>>,
) {
  const page = pageOf(ctx, input)
  const { rows, next } = await find(page.request)
  const definitions = await listProperties(ctx)
  return {
    paging: page.answer(next),
    contacts: rows.map((contact) => toReferenceContact(contact, definitions)),
  }
}

function sizeOf(text: string | null): number {
  if (text === null || text === '') return pageLimitDefault
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw malformed('pageSize is a whole number from 1.')
  return Math.min(Number(text), pageLimitMax)
}

/** What to search for: the name of a property, a colon, and the value. */
export function searchOf(query: URLSearchParams): { property: string; value: string } {
  const [, property, value] = /^([^:]+):(.*)$/s.exec(query.get('MPSearchQuery') ?? '') ?? []
  if (property === undefined || value === undefined)
    throw malformed('MPSearchQuery is missing, or not the name of a property, a colon and a value.')
  return { property: property.trim(), value }
}

export const periodParameters = {
  fromDate: z.string().meta({ description: 'A date or moment (ISO 8601), or milliseconds since 1970.' }),
  toDate: z.string().meta({ description: 'The end, itself not included.' }),
}

/** Both ends of the period are required. */
export function periodOf(query: URLSearchParams): { from: Date; to: Date } {
  const [from, to] = [momentOf(query, 'fromDate'), momentOf(query, 'toDate')]
  if (from > to) throw malformed('fromDate is later than toDate.')
  return { from, to }
}

function momentOf(query: URLSearchParams, name: string): Date {
  // A plus that was not percent-encoded has become a space.
  const text = query.get(name)?.replace(/(T.*) (\d{2}:?\d{2})$/, '$1+$2') ?? ''
  const moment = readDateTime(text)
  if (moment === undefined)
    throw malformed(`${name} is missing, or neither a date (ISO 8601) nor milliseconds since 1970.`)
  return new Date(moment)
}
