import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { isRestrictViolation, isUniqueViolation } from '@/lib/platform/sql-state'
import { enqueueForget } from './jobs'
import {
  deleteConsents,
  lockPermissions,
  selectBatchEnd,
  selectListsNaming,
  writeRanks,
} from './permission.sql'
import { bitMax, type Permission, type PermissionInput } from './schema'

type Permissions = Awaited<ReturnType<typeof lockPermissions>>

/** Behind the others. @throws DomainError name_taken, id_taken (the bit), limit_reached (all bits are taken), forbidden */
export async function createPermission(ctx: Context, input: PermissionInput): Promise<Permission> {
  requireScope(ctx.actor, 'account:manage')
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    const known = await lockPermissions(ctx.db, accountId)
    if (known.some(({ name }) => nameKey(name) === nameKey(input.name))) throw nameTaken()
    const bit = input.bit ?? freeBit(known)
    if (known.some((other) => other.bit === bit))
      throw new DomainError('id_taken', 'There is a permission with this bit already.', { field: 'bit' })
    const { name, rank = (known.at(-1)?.rank ?? 0) + 1 } = input
    await ctx.db.permission.create({ data: { accountId, bit, name, nameKey: nameKey(name), rank } })
    return { bit, name, rank }
  })
}

/** Its bit stays: systems and given consent hang on it. @throws DomainError name_taken, not_found, forbidden */
export async function renamePermission(
  ctx: Context,
  { bit, name }: { bit: number; name: string },
): Promise<void> {
  await withPermission(ctx, bit, async (ctx, { id }) => {
    const where = { accountId: ctx.actor.accountId, id }
    try {
      await ctx.db.permission.updateMany({ where, data: { name, nameKey: nameKey(name) } })
    } catch (error) {
      throw isUniqueViolation(error) ? nameTaken(error) : error
    }
  })
}

/** Puts a permission at a place in the order, from 0. @throws DomainError not_found, forbidden */
export async function placePermission(
  ctx: Context,
  { bit, place }: { bit: number; place: number },
): Promise<void> {
  await withPermission(ctx, bit, async (ctx, { id }, all) => {
    const others = all.map((permission) => permission.id).filter((other) => other !== id)
    await writeRanks(ctx.db, ctx.actor.accountId, others.toSpliced(place, 0, id))
  })
}

/**
 * Deletes a permission with all that contacts said to it: that is gone from this moment, and forgotten by the worker.
 * @throws DomainError not_found, in_use (rules name it), forbidden
 */
export async function deletePermission(ctx: Context, { bit }: { bit: number }): Promise<void> {
  await withPermission(ctx, bit, async (ctx, { id, name }) => {
    const { accountId } = ctx.actor
    const lists = await selectListsNaming(ctx.db, accountId, id)
    if (lists.length > 0) throw inUse(name, lists)
    try {
      await ctx.db.permission.deleteMany({ where: { accountId, id } })
    } catch (error) {
      throw isRestrictViolation(error) ? inUse(name, [], error) : error
    }
    await enqueueForget(ctx.db, { accountId, permissionId: id })
  })
}

/** Contacts whose consents are forgotten at once. */
const batchMax = 5_000

/** Forgets what was said to a permission that is there no more. Safe to repeat and to break off. */
export async function forgetConsents({ db, actor }: Context, permissionId: number): Promise<void> {
  const { accountId } = actor
  if (await db.permission.findFirst({ where: { accountId, id: permissionId } }))
    throw new Error('a permission that contacts are asked about cannot be forgotten')
  let after = 0n
  for (;;) {
    const last = await selectBatchEnd(db, accountId, permissionId, { after, batchMax })
    if (last === null) return
    await deleteConsents(db, accountId, permissionId, { after, last })
    after = last
  }
}

async function withPermission(
  ctx: Context,
  bit: number,
  change: (ctx: Context, permission: Permissions[number], all: Permissions) => Promise<void>,
): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  await inTransaction(ctx, async (ctx) => {
    const all = await lockPermissions(ctx.db, ctx.actor.accountId)
    const permission = all.find((other) => other.bit === bit)
    if (!permission)
      throw new DomainError('not_found', `There is no permission ${bit}.`, {
        details: { kind: 'permission' },
      })
    await change(ctx, permission, all)
  })
}

function freeBit(known: Permissions): number {
  const taken = new Set(known.map(({ bit }) => bit))
  for (let bit = 1; bit <= bitMax; bit++) if (!taken.has(bit)) return bit
  throw new DomainError('limit_reached', `An account has at most ${bitMax} permissions.`)
}

function nameTaken(cause?: unknown): DomainError {
  const message = 'There is a permission with this name already.'
  return new DomainError('name_taken', message, { field: 'name', cause })
}

function inUse(name: string, lists: string[], cause?: unknown): DomainError {
  const which = lists.length === 0 ? 'a list' : lists.map((list) => `“${list}”`).join(', ')
  const message = `The rules of ${which} name ${name}. Change them first.`
  return new DomainError('in_use', message, { details: { lists }, cause })
}
