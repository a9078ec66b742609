import { HttpProblem } from '@/lib/api/problem'
import type { ProblemCode } from '@/lib/api/problem-types'
import { fromDatabase } from '@/lib/platform/database-errors'
import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import { type Format, respond } from './format'

/** Of the types this API has, those that the methods here can answer. */
export type ErrorType =
  | 'INVALID_PARAMS'
  | 'INVALID_STATE'
  | 'NAME_ALREADY_IN_USE'
  | 'ID_NOTUNIQUE'
  | 'NOT_AUTHORIZED'
  | 'CONTACT_NOT_FOUND'
  | 'CONTACT_OPTOUT'
  | 'CONTACT_ALREADY_EXISTS'
  | 'INVALID_PROPERTY'
  | 'BACKEND_EXCEPTION'
  | 'RESOURCE_NOT_FOUND'

/** The one table from codes to the answers of this API. */
const answers: Record<ProblemCode, readonly [status: number, type: ErrorType]> = {
  malformed: [400, 'INVALID_PARAMS'],
  invalid: [400, 'INVALID_PARAMS'],
  invalid_property: [400, 'INVALID_PROPERTY'],
  contact_exists: [400, 'CONTACT_ALREADY_EXISTS'],
  contact_erased: [400, 'CONTACT_OPTOUT'],
  unauthenticated: [401, 'NOT_AUTHORIZED'],
  forbidden: [403, 'NOT_AUTHORIZED'],
  product: [403, 'NOT_AUTHORIZED'],
  not_found: [404, 'RESOURCE_NOT_FOUND'],
  contacts_not_found: [404, 'CONTACT_NOT_FOUND'],
  method_not_allowed: [405, 'RESOURCE_NOT_FOUND'],
  not_acceptable: [406, 'INVALID_PARAMS'],
  conflict: [409, 'INVALID_STATE'],
  busy: [409, 'INVALID_STATE'],
  idempotency_running: [409, 'INVALID_STATE'],
  precondition_failed: [412, 'INVALID_STATE'],
  too_large: [413, 'INVALID_PARAMS'],
  unsupported_media: [415, 'INVALID_PARAMS'],
  name_taken: [417, 'NAME_ALREADY_IN_USE'],
  id_taken: [417, 'ID_NOTUNIQUE'],
  limit_reached: [417, 'INVALID_STATE'],
  in_use: [417, 'INVALID_STATE'],
  unprocessable: [417, 'INVALID_STATE'],
  idempotency_mismatch: [422, 'INVALID_PARAMS'],
  rate_limited: [429, 'BACKEND_EXCEPTION'],
  internal: [500, 'BACKEND_EXCEPTION'],
  unavailable: [503, 'BACKEND_EXCEPTION'],
}

/** Where an operation answers a code with a status of its own. */
export type Statuses = Partial<Record<ProblemCode, number>>

type Refusal = {
  code: ProblemCode
  message: string
  details?: Record<string, unknown> | undefined
  retryAfterS?: number | undefined
  headers?: Record<string, string> | undefined
}

/** The one place where an error becomes an answer of this API. */
export function toErrorResponse(error: unknown, format: Format, statuses: Statuses = {}): Response {
  const { code, message, details = {}, retryAfterS, headers } = refusalOf(error)
  const [status, type] = answers[code]
  const ids = details['externalContactIds']
  const errorType = code === 'not_found' && details['kind'] === 'contact' ? 'CONTACT_NOT_FOUND' : type
  const body = { errorType, message, ...(Array.isArray(ids) && { externalContactIds: ids }) }
  const response = respond(statuses[code] ?? status, body, format, { root: 'error' })
  for (const [name, value] of Object.entries(headers ?? {})) response.headers.set(name, value)
  if (retryAfterS !== undefined)
    response.headers.set('retry-after', String(Math.max(1, Math.ceil(retryAfterS))))
  if (status === 401) response.headers.set('www-authenticate', 'OAuth')
  return response
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof HttpProblem) return { code: error.code, message: error.message, ...error.options }
  const known = error instanceof DomainError ? error : fromDatabase(error)
  if (known) {
    const { code, message, details, retryAfterS } = known
    return { code, message, details, retryAfterS }
  }
  return {
    code: 'internal',
    message: `Something went wrong on our side. The fault was recorded: ${reportBug(error)}.`,
  }
}
