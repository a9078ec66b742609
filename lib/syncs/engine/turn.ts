import type { PoolClient } from 'pg'
import type { Actor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { audienceNotFound, requireAudienceProduct } from '@/lib/audiences/queries/audiences'
import { DomainError } from '@/lib/platform/errors'
import { isLockTimeout } from '@/lib/platform/sql-state'
import { type Turn, takeTurn } from './audience.sql'

/** What a sender whose turn did not come is told to wait. */
const retryAfterS = 5

/** Takes the audience's turn on an open transaction, or says why not. */
export async function requireTurn(
  connection: PoolClient,
  ctx: Context,
  audienceExternalId: string,
): Promise<Turn> {
  const turn = await takeTurn(connection, ctx.actor.accountId, audienceExternalId).catch(busy)
  if (!turn || turn.product === 'mail') {
    await requireAudienceProduct(ctx)
    throw audienceNotFound(audienceExternalId)
  }
  return turn
}

function busy(error: unknown): never {
  if (!isLockTimeout(error)) throw error
  throw new DomainError(
    'busy',
    'Another sync of this audience is being applied. Nothing changed; try again.',
    {
      cause: error,
      retryAfterS,
    },
  )
}

/** The credential behind an actor, of a system that acts for itself. */
export function credentialOf(actor: Actor): number | null {
  return actor.kind === 'credential' ? actor.credentialId : null
}
