import { fromDatabase } from '@/lib/platform/database-errors'
import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import { inConnection } from '@/lib/platform/pool'
import type { Problem } from '../schema'
import { announceSync } from './announce'
import { failSync, insertRejections } from './record.sql'
import type { Run } from './run'

/** Notes why a sync failed, and answers what the caller is told. */
export async function noteFailure(run: Run, error: unknown): Promise<unknown> {
  const { ctx, syncId, audienceId, options } = run
  const { accountId } = ctx.actor
  const counts = { ...run.counts, received: run.received }
  const known = error instanceof DomainError ? undefined : fromDatabase(error)
  const reason = known?.message ?? 'The sync broke off.'
  const problem: Problem =
    error instanceof DomainError
      ? { code: error.code, detail: error.message }
      : { code: 'interrupted', detail: `${reason} Nothing changed; send it again.` }
  await inConnection(async (connection) => {
    await insertRejections(connection, accountId, syncId, run.rejections)
    const failed = await failSync(connection, accountId, syncId, { counts, problem })
    // Of a connection that is lost in the very commit nobody knows whether it took place; the row does.
    if (!failed || options.dryRun) return
    const nothing = { ...counts, added: 0, removed: 0, created: 0 }
    const told = {
      accountId,
      syncId,
      audienceId,
      mode: options.mode,
      counts: nothing,
      membersBefore: null,
      problem,
    }
    await announceSync(connection, 'sync.failed', told)
  }).catch(reportBug)
  // What the database said is told as it was read here, and so is read, and logged, once.
  return error instanceof DomainError ? naming(error, syncId) : (known ?? error)
}

function naming(error: DomainError, syncId: string): DomainError {
  const { code, message, field, details, retryAfterS } = error
  return new DomainError(code, message, {
    cause: error,
    details: { ...details, syncId },
    ...(field !== undefined && { field }),
    ...(retryAfterS !== undefined && { retryAfterS }),
  })
}
