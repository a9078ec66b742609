import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { isLockTimeout } from '@/lib/platform/sql-state'
import { waitForWriters } from '../definitions.sql'
import { enqueueClear } from '../jobs'
import { clearBatch, selectBatchEnd } from '../property.sql'
import type { PropertyRemoval } from '../schema'

/** Contacts of which values are taken at once: short enough that nobody who writes them waits long. */
const batchMax = 5_000

/** Notes in the caller's transaction that values go, and has the worker take them out. Whoever writes by the old definition is done. */
export async function beginRemoval(ctx: Context, { name, bits }: PropertyRemoval): Promise<void> {
  const { accountId } = ctx.actor
  await ctx.db.propertyRemoval.create({ data: { accountId, name, bits, createdAt: ctx.now() } })
  await enqueueClear(ctx.db, accountId)
  try {
    await waitForWriters(ctx.db, accountId)
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    const message = 'Contacts are being imported. Nothing was changed; try again when they are in.'
    throw new DomainError('busy', message, { cause: error, retryAfterS: 30 })
  }
}

export async function findRemoval(
  { db, actor: { accountId } }: Context,
  name: string,
): Promise<PropertyRemoval[] | undefined> {
  const found = await db.propertyRemoval.findMany({ where: { accountId, name } })
  return found.length === 0 ? undefined : found
}

export function beingRemoved(what: string): DomainError {
  const message = `What ${what} was before is still being taken out of the contacts. Try again in a moment.`
  return new DomainError('busy', message, { retryAfterS: 10 })
}

/** Takes what was deleted out of all contacts of the account, batch by batch. Safe to repeat and to break off. */
export async function clearRemoved(ctx: Context): Promise<void> {
  const { db, actor } = ctx
  const { accountId } = actor
  for (;;) {
    const removal = await db.propertyRemoval.findFirst({ where: { accountId }, orderBy: { id: 'asc' } })
    if (!removal) return
    const { id, name, bits } = removal
    let after = 0n
    for (;;) {
      const last = await selectBatchEnd(db, accountId, { after, batchMax })
      if (last === null) break
      const range = { after, last }
      await inTransaction(ctx, ({ db }) => clearBatch(db, accountId, { name, bits }, range))
      after = last
    }
    await db.propertyRemoval.deleteMany({ where: { accountId, id } })
  }
}
