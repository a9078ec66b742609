import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { selectEntries } from './permission.sql'
import type { Permission, PermissionEntry } from './schema'

/** The account's permissions, in their order. */
export async function listPermissions(ctx: Context): Promise<Permission[]> {
  requireScope(ctx.actor, 'contacts:read')
  return ctx.db.permission.findMany({
    where: { accountId: ctx.actor.accountId },
    select: { bit: true, name: true, rank: true },
    orderBy: [{ rank: 'asc' }, { bit: 'asc' }],
  })
}

/** The same with how many contacts said what to each. */
export async function listPermissionEntries(ctx: Context): Promise<PermissionEntry[]> {
  requireScope(ctx.actor, 'contacts:read')
  const rows = await selectEntries(ctx.db, ctx.actor.accountId)
  return rows.map((row) => ({ ...row, granted: Number(row.granted), withdrawn: Number(row.withdrawn) }))
}
