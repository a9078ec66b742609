/** Why a verb refused. Each edge (v1, reference API, forms) maps these to its own answers in one table. */
export type DomainErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'name_taken'
  | 'id_taken'
  | 'limit_reached'
  /** The product of the account has no audiences. */
  | 'product'
  /** Used somewhere that must end first; details.usages lists every place. */
  | 'in_use'
  /** Some of the contacts are unknown, and nothing changed; details.externalContactIds lists them. */
  | 'contacts_not_found'
  | 'contact_exists'
  /** The person was erased on request and stays so. */
  | 'contact_erased'
  /** A contact's value does not fit its property, named by `field`. */
  | 'invalid_property'
  | 'too_large'
  | 'unsupported_media'
  | 'unprocessable'
  | 'rate_limited'
  | 'unavailable'
  | 'precondition_failed'
  /** Somebody else holds what this needs; the same request may succeed after `retryAfterS`. */
  | 'busy'

type DomainErrorOptions = {
  field?: string
  cause?: unknown
  /** Facts the caller can act on, for example every place that uses an audience. */
  details?: Record<string, unknown>
  retryAfterS?: number
}

/** An outcome the caller caused and can act on. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: DomainErrorCode
  readonly field: string | undefined
  readonly details: Record<string, unknown> | undefined
  readonly retryAfterS: number | undefined

  constructor(code: DomainErrorCode, message: string, options: DomainErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.field = options.field
    this.details = options.details
    this.retryAfterS = options.retryAfterS
  }
}
