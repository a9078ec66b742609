import type { Buffer } from 'node:buffer'
import type { Context } from '@/lib/access/context'
import { copyOut } from '@/lib/platform/copy-out'
import { exportRejectionsSql, selectRejections, selectWidth } from '../rejections.sql'
import { columnsMax, type Rejection, rejectionsShownMax } from '../schema'
import { getImport } from './imports'

/** A row that was torn apart wrongly can have any number of cells. */
const widthMax = columnsMax + 100

/** The first rows that were not used, or would not be. */
export async function listRejections(ctx: Context, importId: string): Promise<Rejection[]> {
  const { id } = await getImport(ctx, importId)
  return selectRejections(ctx.db, ctx.actor.accountId, BigInt(id), rejectionsShownMax)
}

/** All that are kept, as CSV: where each stood, why it was not used, and the row as it came, to be mended and imported. */
export async function exportRejections(ctx: Context, importId: string): Promise<AsyncGenerator<Buffer>> {
  const id = BigInt((await getImport(ctx, importId)).id)
  const { accountId } = ctx.actor
  const width = Math.min(await selectWidth(ctx.db, accountId, id), widthMax)
  return copyOut(exportRejectionsSql(accountId, id, width), 'bare-csv')
}
