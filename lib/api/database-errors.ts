import { DomainError } from '@/lib/platform/errors'

const unreachable = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT'])
const prismaUnreachable = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])
const poolIsEmpty = /timeout exceeded when trying to connect|Connection terminated/

/** Seconds until another attempt has a chance, by what stood in the way. */
const lockedRetryAfterS = 2
const unreachableRetryAfterS = 5

/**
 * What the database says that a caller can act on: somebody else holds a row, it is not there, or a text cannot be
 * stored. Anything else it says is a bug of ours. Verbs turn the constraints they know into codes of their own.
 */
export function fromDatabase(error: unknown): DomainError | undefined {
  if (!(error instanceof Error)) return undefined
  const code = sqlStateOf(error) ?? codeOf(error) ?? ''
  if (/^(55P03|40P01|40001|P2034)$/.test(code)) {
    return new DomainError('busy', 'Somebody else is changing this.', {
      cause: error,
      retryAfterS: lockedRetryAfterS,
    })
  }
  if (/^(22021|22P05)$/.test(code)) {
    return new DomainError('invalid', 'A text holds a character that cannot be stored.', { cause: error })
  }
  if (isUnreachable(code, error.message)) {
    return new DomainError('unavailable', 'The database does not answer in time.', {
      cause: error,
      retryAfterS: unreachableRetryAfterS,
    })
  }
  return undefined
}

/** 08: connection, 53: resources, 57: the server stops or a statement ran out of time. */
function isUnreachable(code: string, message: string): boolean {
  if (unreachable.has(code) || prismaUnreachable.has(code) || poolIsEmpty.test(message)) return true
  return /^(08|53|57)[0-9A-Z]{3}$/.test(code)
}

function codeOf(error: object): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Prisma keeps the five characters of PostgreSQL somewhere below `meta` and `cause`, deeper for raw queries. */
function sqlStateOf(error: object, depth = 0): string | undefined {
  const state =
    'originalCode' in error ? error.originalCode : 'sqlState' in error ? error.sqlState : undefined
  if (typeof state === 'string') return state
  if (depth > 3) return undefined
  for (const key of ['meta', 'driverAdapterError', 'cause'] as const) {
    const inner = (error as Record<string, unknown>)[key]
    if (typeof inner !== 'object' || inner === null) continue
    const found = sqlStateOf(inner, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}
