import type { Context } from '@/lib/access/context'
import type { Usage } from './schema'
import { selectUsages } from './usages.sql'

/** Where a use of each kind is seen and ended. */
const pathOf: Record<Usage['kind'], string> = {
  mailing: '/mailings',
  automailer: '/automailers',
  campaign: '/campaigns',
  automation: '/automations',
  'dynamic-list': '/dynamic-lists',
  message: '/messages',
}

/** Every place a list of the actor's account is used. The caller has checked that it may see the list. */
export async function listUsages(ctx: Context, listId: number): Promise<Usage[]> {
  const rows = await selectUsages(ctx.db, ctx.actor.accountId, listId)
  return rows.map((row) => ({ ...row, url: `${pathOf[row.kind]}/${row.id}` }))
}

/** Those that must end before the list can be deleted. */
export async function blockingUsages(ctx: Context, listId: number): Promise<Usage[]> {
  return (await listUsages(ctx, listId)).filter((usage) => usage.blocking)
}
