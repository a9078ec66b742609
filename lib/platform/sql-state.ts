/** The SQLSTATE of a failed statement, whichever client ran it; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown }
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P\d{4}$/.test(code)) return code
  return originalCode(meta) ?? originalCode({ driverAdapterError: { cause } })
}

// Prisma wraps what the driver said: meta.driverAdapterError.cause.originalCode.
function originalCode(meta: unknown): string | undefined {
  let inner: unknown = meta
  for (const key of ['driverAdapterError', 'cause', 'originalCode']) {
    if (typeof inner !== 'object' || inner === null) return undefined
    inner = (inner as Record<string, unknown>)[key]
  }
  return typeof inner === 'string' ? inner : undefined
}

/** A row that others refer to: 23503 as foreign key violation, 23001 as restrict violation (PostgreSQL 18). */
export function isRestrictViolation(error: unknown): boolean {
  const state = sqlState(error)
  return state === '23503' || state === '23001'
}

export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === '23505'
}

/** The wait for another's lock was over its bound. */
export function isLockTimeout(error: unknown): boolean {
  return sqlState(error) === '55P03'
}

/** It took longer than it may, and was stopped. */
export function isStatementTimeout(error: unknown): boolean {
  return sqlState(error) === '57014'
}
