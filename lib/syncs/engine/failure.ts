import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import type { Problem } from '../schema'
import { failSync, insertRejections } from './record.sql'
import type { Run } from './run'
import { inConnection } from './turn'

/** Notes why a sync failed, and answers what the caller is told. */
export async function noteFailure(run: Run, error: unknown): Promise<unknown> {
  const { ctx, syncId } = run
  const { accountId } = ctx.actor
  const counts = { ...run.counts, received: run.received }
  const problem: Problem =
    error instanceof DomainError
      ? { code: error.code, detail: error.message }
      : { code: 'interrupted', detail: 'The sync broke off. Nothing changed; send it again.' }
  await inConnection(async (connection) => {
    await insertRejections(connection, accountId, syncId, run.rejections)
    await failSync(connection, accountId, syncId, { counts, problem })
  }).catch(reportBug)
  return error instanceof DomainError ? naming(error, syncId) : error
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
