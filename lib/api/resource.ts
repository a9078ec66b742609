import { inRequest, requestIdFrom } from '@/lib/platform/log'
import type { Method } from './operation'
import { problem } from './problem'
import type { RouteHandler } from './route'

type Verb = Method | 'HEAD' | 'OPTIONS'

/** All methods of one path: those it has, and for the others a 405 that names them. */
export function resource(handlers: Partial<Record<Method, RouteHandler>>): Record<Verb, RouteHandler> {
  const { GET } = handlers
  const allow = [...Object.keys(handlers), ...(GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const refuse: RouteHandler = async (request) =>
    inRequest(requestIdFrom(request.headers.get('x-request-id')), () =>
      problem('method_not_allowed', `${request.method} does not exist here. There is ${allow}.`, {
        headers: { allow },
      }),
    )
  const answerOptions: RouteHandler = async () => new Response(null, { status: 204, headers: { allow } })
  return {
    GET: handlers.GET ?? refuse,
    POST: handlers.POST ?? refuse,
    PUT: handlers.PUT ?? refuse,
    PATCH: handlers.PATCH ?? refuse,
    DELETE: handlers.DELETE ?? refuse,
    HEAD: GET ? withoutBody(GET) : refuse,
    OPTIONS: answerOptions,
  }
}

function withoutBody(get: RouteHandler): RouteHandler {
  return async (request, segment) => {
    const response = await get(request, segment)
    await response.body?.cancel()
    return new Response(null, { status: response.status, headers: response.headers })
  }
}

/** Answers every path below the base that nothing else answers. */
export const noSuchPath = async (request: Request): Promise<Response> =>
  inRequest(requestIdFrom(request.headers.get('x-request-id')), () =>
    problem(
      'not_found',
      `There is no ${new URL(request.url).pathname}. The methods are listed at /docs/api.`,
    ),
  )
