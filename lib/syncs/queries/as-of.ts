import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { requireAudience } from '@/lib/audiences/queries/audiences'
import { DomainError } from '@/lib/platform/errors'
import { selectRevisionAt } from '../as-of.sql'

/**
 * The last revision of an audience that had been applied at a moment; 0 before its first sync. With it the membership of then
 * can be asked for.
 * @throws DomainError unprocessable (the future, or before what is kept), not_found, product, forbidden
 */
export async function revisionAt(ctx: Context, audienceId: string, moment: Date): Promise<number> {
  requireScope(ctx.actor, 'contacts:read')
  if (moment > ctx.now()) {
    throw new DomainError('unprocessable', 'asOf is in the future.', { field: 'asOf' })
  }
  const audience = await requireAudience(ctx, audienceId)
  const { revision, prunedRevision } = await selectRevisionAt(
    ctx.db,
    ctx.actor.accountId,
    audience.id,
    moment,
  )
  if (revision >= prunedRevision) return revision
  throw new DomainError(
    'unprocessable',
    'That is further back than the account keeps who was in its audiences.',
    {
      field: 'asOf',
    },
  )
}
