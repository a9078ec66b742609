import type { Context } from '@/lib/access/context'
import { exchange } from '@/lib/api/exchange'
import type { RouteHandler } from '@/lib/api/route'
import { readSent, type Sent } from './body'
import { toErrorResponse } from './errors'
import { malformed } from './fields'
import { answerFormat, respond } from './format'
import type { ReferenceOperation } from './operation'

export type ReferenceInput = {
  /** The caller's id in the path, decoded; empty where the path has none. */
  externalId: string
  query: URLSearchParams
  /** undefined when there was no body at all. */
  sent: Sent | undefined
  request: Request
}

/** What it answers becomes the body; undefined is 204. */
type Handler = (ctx: Context, input: ReferenceInput) => Promise<unknown>

/** Turns an operation of the reference API and its handler into a Next.js route handler. */
export function referenceRoute(operation: ReferenceOperation, handler: Handler): RouteHandler {
  const { xml, statuses } = operation
  return (request, segment) => {
    const format = answerFormat(request)
    return exchange({
      operation,
      request,
      refuse: (error) => toErrorResponse(error, format, statuses),
      work: async (ctx) => {
        const params = ((await segment.params) ?? {}) as { externalId?: string }
        // Nothing has an id with NUL in it, or without a character.
        const externalId = params.externalId?.includes('\0') ? '' : (params.externalId ?? '')
        const query = queryOf(request)
        const sent = operation.method === 'GET' ? undefined : await readSent(request)
        const answer = await handler(ctx, { externalId, query, sent, request })
        if (answer === undefined) return new Response(null, { status: 204 })
        return respond(200, answer, format, xml)
      },
    })
  }
}

/** Each parameter at most once: of two values neither can be the one that was meant. */
function queryOf(request: Request): URLSearchParams {
  const { searchParams } = new URL(request.url)
  for (const name of searchParams.keys()) {
    if (searchParams.getAll(name).length > 1)
      throw malformed(`The parameter ${name} is given more than once.`)
  }
  return searchParams
}
