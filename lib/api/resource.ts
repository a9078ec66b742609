import { inRequest, requestIdFrom } from '@/lib/platform/log'
import type { Method } from './operation'
import { HttpProblem, toProblem } from './problem'
import type { RouteHandler } from './route'

type Verb = Method | 'HEAD' | 'OPTIONS'

/** How an API says what went wrong. */
export type Refuse = (error: unknown, request: Request) => Response

/** All methods of one path: those it has, and for the others a 405 that names them. */
export function resource(
  handlers: Partial<Record<Method, RouteHandler>>,
  refuse: Refuse = toProblem,
): Record<Verb, RouteHandler> {
  const { GET } = handlers
  const allow = [...Object.keys(handlers), ...(GET ? ['HEAD'] : []), 'OPTIONS'].join(', ')
  const absent = refusing(refuse, ({ method }) => {
    const detail = `${method} does not exist here. There is ${allow}.`
    return new HttpProblem('method_not_allowed', detail, { headers: { allow } })
  })
  const answerOptions: RouteHandler = async () => new Response(null, { status: 204, headers: { allow } })
  return {
    GET: handlers.GET ?? absent,
    POST: handlers.POST ?? absent,
    PUT: handlers.PUT ?? absent,
    PATCH: handlers.PATCH ?? absent,
    DELETE: handlers.DELETE ?? absent,
    HEAD: GET ? withoutBody(GET) : absent,
    OPTIONS: answerOptions,
  }
}

/** A handler that refuses whoever asks, before knowing who that is. */
export function refusing(refuse: Refuse, why: (request: Request) => HttpProblem): RouteHandler {
  return async (request) => {
    const requestId = requestIdFrom(request.headers.get('x-request-id'))
    return inRequest(requestId, () => {
      const response = refuse(why(request), request)
      response.headers.set('x-request-id', requestId)
      return response
    })
  }
}

function withoutBody(get: RouteHandler): RouteHandler {
  return async (request, segment) => {
    const response = await get(request, segment)
    await response.body?.cancel()
    return new Response(null, { status: response.status, headers: response.headers })
  }
}

export function noSuchAddress(request: Request): HttpProblem {
  const { pathname } = new URL(request.url)
  return new HttpProblem('not_found', `There is no ${pathname}. The methods are listed at /docs/api.`)
}

/** Answers every path below the base that nothing else answers. */
export const noSuchPath = refusing(toProblem, noSuchAddress)
