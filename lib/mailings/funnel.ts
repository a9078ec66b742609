import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { countFunnel } from '@/lib/lists/funnel'
import type { Funnel } from '@/lib/lists/schema'
import type { MailingDetail, Target } from './schema'
import { targetGroup } from './sending/target'

/**
 * What is left of a mailing's target group on the way to it, as of now; null while none is chosen, undefined when counting took
 * longer than it may. @throws DomainError not_found when the target group or the permission is gone
 */
export async function countTargetFunnel(
  ctx: Context,
  { target, permission }: Pick<MailingDetail, 'target' | 'permission'>,
): Promise<Funnel | null | undefined> {
  requireScope(ctx.actor, 'mailings:read')
  const chosen = chosenOf(target)
  if (chosen.listId === null && chosen.mailingId === null) return null
  const { ids } = await targetGroup(ctx, { kind: target.kind, ...chosen })
  return countFunnel(ctx, { ids }, permission?.bit ?? undefined)
}

function chosenOf(target: Target): { listId: number | null; mailingId: bigint | null } {
  if (target.kind !== 'not-opened') return { listId: target.listId, mailingId: null }
  return { listId: null, mailingId: target.mailingId === null ? null : BigInt(target.mailingId) }
}
