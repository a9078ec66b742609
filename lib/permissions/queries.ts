import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import type { Permission } from './schema'

/** The account's permissions, in their order. */
export async function listPermissions(ctx: Context): Promise<Permission[]> {
  requireScope(ctx.actor, 'contacts:read')
  return ctx.db.permission.findMany({
    where: { accountId: ctx.actor.accountId },
    select: { bit: true, name: true, rank: true },
    orderBy: [{ rank: 'asc' }, { bit: 'asc' }],
  })
}
