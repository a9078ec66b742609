import type { Method } from '@/lib/api/operation'
import { HttpProblem } from '@/lib/api/problem'
import { noSuchAddress, type Refuse, refusing, resource } from '@/lib/api/resource'
import type { RouteHandler } from '@/lib/api/route'
import { toErrorResponse } from './errors'
import { answerFormat } from './format'

const refuse: Refuse = (error, request) => toErrorResponse(error, answerFormat(request))

/** All methods of one path: those it has, and for the others a 405 in the form of this API. */
export function referenceResource(handlers: Partial<Record<Method, RouteHandler>>) {
  return resource(handlers, refuse)
}

/** Answers every path below the base that nothing else answers. */
export const noSuchResource = refusing(refuse, noSuchAddress)

/** Where requests are led whose address can't be decoded; see lib/platform/web-process.ts. */
export const malformedAddress = refusing(
  refuse,
  () =>
    new HttpProblem(
      'malformed',
      'The address holds a percent sign that no two hexadecimal digits of UTF-8 follow.',
    ),
)
