import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { selectFolders } from './folder.sql'
import type { Folder, FolderKind } from './schema'

/** The account's folders of a kind, in the order of their names. At most 1,000, so they come at once. */
export async function listFolders(ctx: Context, kind: FolderKind): Promise<Folder[]> {
  requireScope(ctx.actor, 'lists:read')
  return selectFolders(ctx.db, ctx.actor.accountId, kind)
}
