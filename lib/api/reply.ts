import type { z } from 'zod'
import { etagOf, isFresh } from './etag'
import type { Operation, SuccessStatus } from './operation'

/** A result with a status or headers of its own. */
export class Reply<R> {
  readonly result: R
  readonly status: SuccessStatus | undefined
  readonly headers: Record<string, string>

  constructor(result: R, options: { status?: SuccessStatus; headers?: Record<string, string> } = {}) {
    this.result = result
    this.status = options.status
    this.headers = options.headers ?? {}
  }
}

/** Shapes what a handler answered: fields that the schema does not name never leave. */
export function toResponse<R extends z.ZodType>(
  operation: Operation<z.ZodType, z.ZodType, z.ZodType, R>,
  request: Request,
  answer: z.input<R> | Reply<z.input<R>> | Response,
): Response {
  if (answer instanceof Response) return answer
  const reply = answer instanceof Reply ? answer : new Reply<z.input<R>>(answer)
  const status = reply.status ?? operation.status
  const headers = new Headers(reply.headers)
  if (status === 204) return new Response(null, { status, headers })
  const json = resultJson(operation, reply.result)
  if (operation.etag) {
    const etag = etagOf(json)
    headers.set('etag', etag)
    if (operation.method === 'GET' && isFresh(request, etag))
      return new Response(null, { status: 304, headers })
  }
  headers.set('content-type', 'application/json')
  return new Response(json, { status, headers })
}

export function resultJson<R extends z.ZodType>(
  operation: Operation<z.ZodType, z.ZodType, z.ZodType, R>,
  result: z.input<R>,
): string {
  return JSON.stringify(operation.result.parse(result))
}
