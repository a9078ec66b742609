import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import type { MoveLists } from './schema'

/**
 * Files lists in a folder, or at the top with null. Lists that are gone meanwhile are passed over.
 * Answers how many were moved. @throws DomainError not_found when the folder is gone, or not for lists of this kind
 */
export async function moveLists(ctx: Context, { listIds, folderId }: MoveLists): Promise<number> {
  requireScope(ctx.actor, 'lists:file')
  try {
    const { count } = await ctx.db.list.updateMany({
      where: { accountId: ctx.actor.accountId, id: { in: listIds } },
      data: { folderId },
    })
    return count
  } catch (error) {
    if (!isRestrictViolation(error)) throw error
    throw new DomainError('not_found', 'There is no such folder any more.', {
      cause: error,
      details: { kind: 'folder' },
    })
  }
}
