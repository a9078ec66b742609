import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { inRequest, log, requestIdFrom } from '@/lib/platform/log'
import { authenticate } from './authenticate'
import type { Operation } from './operation'
import { publicUrl } from './public-url'
import { countRequest } from './rate-limit'

type Exchange = {
  operation: Operation
  request: Request
  work: (ctx: Context) => Promise<Response>
  /** How this API says what went wrong. */
  refuse: (error: unknown) => Response
}

/** What every request goes through, whatever it asks: an id, the credential, its rate, its scope, and one log line. */
export function exchange({ operation, request, work, refuse }: Exchange): Promise<Response> {
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
    const response = await admitted().catch(refuse)
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
    const durationMs = Math.round(performance.now() - startedAt)
    // What a sender that left is answered is read by nobody; its status would look like a fault of ours.
    const outcome = request.signal.aborted ? { aborted: true } : { status: response.status }
    log().info({ operation: operation.id, ...outcome, durationMs, ...who }, 'api request')
    return response
  })
}
