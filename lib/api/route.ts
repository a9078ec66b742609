import type { z } from 'zod'
import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { inRequest, log, requestIdFrom } from '@/lib/platform/log'
import { authenticate } from './authenticate'
import { underPrecondition } from './etag'
import { idempotencyKey, once } from './idempotency'
import { type Input, readInput } from './input'
import type { Operation } from './operation'
import { toProblem } from './problem'
import { publicUrl } from './public-url'
import { countRequest } from './rate-limit'
import { type Reply, toResponse } from './reply'

type Handler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = (
  ctx: Context,
  input: Input<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<z.input<R> | Reply<z.input<R>> | Response>

type Options<P extends z.ZodType> = {
  /** The JSON that GET answers for the same params, by `resultJson`: what If-Match is compared with. */
  current?: (ctx: Context, params: z.output<P>) => Promise<string>
}

export type RouteHandler = (request: Request, segment: { params: Promise<unknown> }) => Promise<Response>

/** Turns an operation and its handler into a Next.js route handler. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  operation: Operation<P, Q, B, R>,
  handler: Handler<P, Q, B, R>,
  { current }: Options<P> = {},
): RouteHandler {
  return (request, segment) =>
    exchange(operation, request, async (ctx) => {
      const { hashed, input } = await readInput(operation, ctx, request, segment.params)
      const key = operation.method === 'POST' ? idempotencyKey(ctx, request) : undefined
      const given = input(key !== undefined)
      const state = current && ((ctx: Context) => current(ctx, given.params))
      const work = async () =>
        toResponse(
          operation,
          request,
          await underPrecondition(ctx, request, state, (ctx) => handler(ctx, given)),
        )
      return key ? once(key, operation.id, hashed, work) : work()
    })
}

/** What every request goes through, whatever it asks: an id, the credential, its rate, its scope, and one log line. */
function exchange(
  operation: Operation,
  request: Request,
  work: (ctx: Context) => Promise<Response>,
): Promise<Response> {
  const requestId = requestIdFrom(request.headers.get('x-request-id'))
  return inRequest(requestId, async () => {
    const startedAt = performance.now()
    const headers: Record<string, string> = { 'x-request-id': requestId, 'cache-control': 'no-store' }
    let who: object = {}
    const admitted = async () => {
      const ctx = await authenticate(request, { publicUrl: publicUrl(request) })
      who = { accountId: ctx.actor.accountId, actor: ctx.actor.kind }
      Object.assign(headers, await countRequest(ctx.actor))
      requireScope(ctx.actor, operation.scope)
      return work(ctx)
    }
    const response = await admitted().catch(toProblem)
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    const durationMs = Math.round(performance.now() - startedAt)
    // What a sender that left is answered is read by nobody; its status would look like a fault of ours.
    const outcome = request.signal.aborted ? { aborted: true } : { status: response.status }
    log().info({ operation: operation.id, ...outcome, durationMs, ...who }, 'api request')
    return response
  })
}
