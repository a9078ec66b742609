import type { z } from 'zod'
import { fromDatabase } from '@/lib/platform/database-errors'
import { DomainError } from '@/lib/platform/errors'
import { currentRequestId, reportBug } from '@/lib/platform/log'
import { type ProblemCode, problemPath, problemTypes } from './problem-types'

/** One thing that is wrong: in which part of the request, where in it (RFC 6901), and what. */
export type FieldProblem = { in: 'body' | 'query' | 'path' | 'header'; pointer: string; detail: string }

type ProblemOptions = {
  errors?: FieldProblem[]
  headers?: Record<string, string>
  retryAfterS?: number | undefined
  details?: Record<string, unknown> | undefined
}

/** A refusal that belongs to HTTP and not to a verb. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly code: ProblemCode
  readonly options: ProblemOptions

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail)
    this.code = code
    this.options = options
  }
}

/** The one place where an error becomes an answer of this API (RFC 9457). */
export function toProblem(error: unknown): Response {
  if (error instanceof HttpProblem) return problem(error.code, error.message, error.options)
  const known = error instanceof DomainError ? error : fromDatabase(error)
  if (known) return domainProblem(known)
  const bugId = reportBug(error)
  return problem('internal', 'The fault was recorded.', { details: { bugId } })
}

function domainProblem(error: DomainError): Response {
  const { code, message, field, details, retryAfterS } = error
  const errors: FieldProblem[] | undefined = field
    ? [{ in: 'body', pointer: `/${pointerPart(field)}`, detail: message }]
    : undefined
  return problem(code, message, { details, retryAfterS, ...(errors && { errors }) })
}

const defaultRetryAfterS: Partial<Record<ProblemCode, number>> = { busy: 2, unavailable: 5, rate_limited: 60 }

export function problem(code: ProblemCode, detail: string, options: ProblemOptions = {}): Response {
  const { status, title } = problemTypes[code]
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...options.headers,
  })
  const requestId = currentRequestId()
  if (requestId !== undefined) headers.set('x-request-id', requestId)
  const retryAfterS = options.retryAfterS ?? defaultRetryAfterS[code]
  if (retryAfterS !== undefined) headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfterS))))
  if (status === 401) headers.set('www-authenticate', 'Bearer realm="Roster"')
  const body = {
    ...options.details,
    type: problemPath(code),
    title,
    status,
    detail,
    code,
    requestId,
    ...(options.errors && { errors: options.errors }),
  }
  return new Response(JSON.stringify(body), { status, headers })
}

/** Names every value that a schema refused. */
export function invalid(where: FieldProblem['in'], error: z.ZodError): HttpProblem {
  const errors = error.issues.flatMap((issue) => fieldProblems(where, issue))
  const first = errors[0]
  const detail = first ? `${nameOf(first)}: ${first.detail}` : 'A value is not allowed.'
  return new HttpProblem('invalid', detail, { errors })
}

function fieldProblems(where: FieldProblem['in'], issue: z.core.$ZodIssue): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      in: where,
      pointer: pointerOf([...issue.path, key]),
      detail: `There is no such ${where === 'query' ? 'parameter' : 'field'}.`,
    }))
  }
  return [{ in: where, pointer: pointerOf(issue.path), detail: issue.message }]
}

function nameOf({ in: where, pointer }: FieldProblem): string {
  if (pointer === '') return `The ${where}`
  return where === 'body' ? pointer : `${where} ${pointer.slice(1)}`
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${pointerPart(String(part))}`).join('')
}

function pointerPart(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1')
}
