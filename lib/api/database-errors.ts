import { DomainError } from '@/lib/platform/errors'
import { sqlState } from '@/lib/platform/sql-state'

/** Of the socket, and of Prisma when it gets no connection or transaction in time. */
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|P1001|P1002|P1008|P1017|P2024|P2028)$/
const poolIsEmpty = /timeout exceeded when trying to connect|Connection terminated/
/** Connection, resources, the server stops or a statement ran out of time. */
const serverUnable = /^(08|53|57)[0-9A-Z]{3}$/
const rowIsHeld = /^(55P03|40P01|40001|P2034)$/
const cannotBeStored = /^(22021|22P05)$/

/** Seconds until another attempt has a chance, by what stood in the way. */
const heldRetryAfterS = 2
const unableRetryAfterS = 5

/**
 * What the database says that a caller can act on: somebody else holds a row, it is not there, or a text cannot be
 * stored. Anything else it says is a bug of ours. Verbs turn the constraints they know into codes of their own.
 */
export function fromDatabase(cause: unknown): DomainError | undefined {
  if (!(cause instanceof Error)) return undefined
  const own = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const code = sqlState(cause) ?? own
  if (unreachable.test(own) || poolIsEmpty.test(cause.message) || serverUnable.test(code)) {
    const message = 'The database does not answer in time.'
    return new DomainError('unavailable', message, { cause, retryAfterS: unableRetryAfterS })
  }
  if (rowIsHeld.test(code)) {
    return new DomainError('busy', 'Somebody else is changing this.', { cause, retryAfterS: heldRetryAfterS })
  }
  if (cannotBeStored.test(code)) {
    return new DomainError('invalid', 'A text holds a character that cannot be stored.', { cause })
  }
  return undefined
}
