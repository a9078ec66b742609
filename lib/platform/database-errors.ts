import { DomainError } from './errors'
import { log } from './log'
import { sqlState } from './sql-state'

/** Of the socket, and of Prisma when it gets no connection or transaction in time. */
const unreachable = /^(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|P1001|P1002|P1008|P2024|P2028)$/
const poolIsEmpty = /^timeout exceeded when trying to connect/
/** The one in hand: of the socket, of Prisma, and what the driver says without a code. */
const broken = /^(ECONNRESET|EPIPE|P1017)$/
const isBroken = /^Connection terminated|not queryable$/
const connectionLost = 'The connection to the database was lost.'

/** Why the server could not do it, by SQLSTATE: the first that fits. */
const unable: [state: RegExp, told: string, retryAfterS: number][] = [
  [
    /^53100$/,
    'The database has no space left on its disk; whoever runs this installation must make some.',
    60,
  ],
  [/^53200$/, 'The database has not enough memory for this now.', 30],
  [/^53[0-9A-Z]{3}$/, 'The database is busy: it takes no more connections.', 5],
  [/^57014$/, 'This took the database longer than it may, and was stopped.', 30],
  [/^57P03$/, 'The database is starting.', 5],
  [/^(08|57)[0-9A-Z]{3}$/, connectionLost, 5],
]
const rowIsHeld = /^(55P03|40P01|40001|P2034)$/
const cannotBeStored = /^(22021|22P05)$/

/** Seconds until another attempt has a chance, by what stood in the way. */
const heldRetryAfterS = 2
const unreachableRetryAfterS = 5

/**
 * What the database says that a caller can act on: somebody else holds a row, it is not there, or a text cannot be
 * stored. Anything else it says is a bug of ours. Verbs turn the constraints they know into codes of their own.
 */
export function fromDatabase(cause: unknown): DomainError | undefined {
  if (!(cause instanceof Error)) return undefined
  const own = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const code = sqlState(cause) ?? own
  const reason = unable.find(([state]) => state.test(code))
  if (reason) {
    const [, told, retryAfterS] = reason
    log().warn({ sqlState: code }, told)
    return new DomainError('unavailable', told, { cause, retryAfterS })
  }
  if (broken.test(own) || isBroken.test(cause.message)) return notReached(connectionLost, cause)
  if (unreachable.test(own) || poolIsEmpty.test(cause.message)) {
    return notReached('The database does not answer in time.', cause)
  }
  if (rowIsHeld.test(code)) {
    return new DomainError('busy', 'Somebody else is changing this.', { cause, retryAfterS: heldRetryAfterS })
  }
  if (cannotBeStored.test(code)) {
    return new DomainError('invalid', 'A text holds a character that cannot be stored.', { cause })
  }
  return undefined
}

function notReached(told: string, cause: Error): DomainError {
  return new DomainError('unavailable', told, { cause, retryAfterS: unreachableRetryAfterS })
}
