import type { Context } from '@/lib/access/context'
import { createStaticListFrom } from '@/lib/static-lists/commands/save-static-list'
import type { MadeList } from '@/lib/static-lists/schema'
import { getMailing, mailingIdOf } from '../queries'
import { recipientIds } from './report.sql'
import type { ListOfFigure } from './schema'

/** Makes a static list of the recipients that a figure counts now. @throws DomainError name_taken, limit_reached, not_found, forbidden */
export async function createListOfFigure(
  ctx: Context,
  { mailingId, figure, name }: ListOfFigure,
): Promise<MadeList> {
  await getMailing(ctx, mailingId)
  const ids = recipientIds(ctx.actor.accountId, mailingIdOf(mailingId), figure)
  return createStaticListFrom(ctx, name, ids)
}
