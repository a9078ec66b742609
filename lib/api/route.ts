import type { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { underPrecondition } from './etag'
import { exchange } from './exchange'
import { idempotencyKey, once } from './idempotency'
import { type Input, readInput } from './input'
import type { Operation } from './operation'
import { toProblem } from './problem'
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
    exchange({
      operation,
      request,
      refuse: toProblem,
      work: async (ctx) => {
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
      },
    })
}
