import type { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { jsonBodyMaxBytes, parseJson, readBytes, requestBody, sendsBytes } from './body'
import { HashedBody } from './idempotency'
import { contentType, type Format, negotiate } from './media'
import { Nothing, type Operation } from './operation'
import { type Paging, pagingOf } from './pagination'
import { HttpProblem, invalid } from './problem'

/** What a handler gets of a request: all of it validated. */
export type Input<P, Q, B> = {
  params: P
  query: Q
  body: B
  /** The format the caller likes best, of an operation with `rows`. */
  format: Format
  /** The body of an operation with `upload`: unpacked, not yet read. */
  upload: { stream: ReadableStream<Uint8Array>; contentType: string }
  /** The page asked for, of an operation whose query has limit and after. */
  paging: () => Paging
  request: Request
}

type ReadRequest<P, Q, B> = {
  hashed: HashedBody
  /** Its upload is hashed as it passes when `hashing`. */
  input: (hashing: boolean) => Input<P, Q, B>
}

/** Reads and validates all of a request but the bytes of an upload. */
export async function readInput<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  operation: Operation<P, Q, B, R>,
  ctx: Context,
  request: Request,
  segment: Promise<unknown>,
): Promise<ReadRequest<z.output<P>, z.output<Q>, z.output<B>>> {
  const params = parse('path', operation.params, (await segment) ?? {})
  const query = parse('query', operation.query, queryOf(request))
  const format = negotiate(request.headers.get('accept'), formatsOf(operation))
  // Where nothing is sent nothing needs a type; a verb that wants rows says so itself.
  const uploads = operation.upload && (sendsBytes(request.headers) || request.headers.has('content-type'))
  const type = uploads ? contentType(request, Object.keys(operation.upload?.types ?? {})) : ''
  const source = operation.upload ? requestBody(request) : await bytesOf(operation, request)
  const body = parse('body', operation.body, source instanceof Uint8Array ? parseJson(source) : undefined)
  const { pathname, search } = new URL(request.url)
  const hashed = new HashedBody([operation.id, pathname, search, type], source)
  const paging = () => {
    const { limit, after, ...filter } = query as { limit: number; after?: string }
    const list = JSON.stringify([operation.id, params, filter])
    return pagingOf({ accountId: ctx.actor.accountId, list }, { limit, after })
  }
  return {
    hashed,
    input: (hashing) => {
      const stream = hashing || source instanceof Uint8Array ? hashed.stream() : source
      return { params, query, body, format, paging, request, upload: { stream, contentType: type } }
    },
  }
}

function formatsOf(operation: Operation): Format[] {
  return operation.rows ? ['json', 'csv', 'json-lines'] : ['json']
}

async function bytesOf(operation: Operation, request: Request): Promise<Buffer> {
  const bytes = await readBytes(request, jsonBodyMaxBytes)
  if (bytes.length > 0 && operation.body === (Nothing as z.ZodType)) {
    throw new HttpProblem('invalid', 'This takes no body.')
  }
  const types = [
    'application/json',
    ...(operation.method === 'PATCH' ? ['application/merge-patch+json'] : []),
  ]
  if (bytes.length > 0) contentType(request, types, 'application/json')
  return bytes
}

function parse<T extends z.ZodType>(
  where: 'body' | 'query' | 'path',
  schema: T,
  value: unknown,
): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalid(where, parsed.error)
}

/** Each parameter at most once: of two different values neither can be the one that was meant. */
function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url)
  const query: Record<string, string> = {}
  for (const [name, value] of searchParams) {
    if (Object.hasOwn(query, name)) {
      const detail = 'It is given more than once.'
      throw new HttpProblem('invalid', `query ${name}: ${detail}`, {
        errors: [{ in: 'query', pointer: `/${name}`, detail }],
      })
    }
    query[name] = value
  }
  return query
}
