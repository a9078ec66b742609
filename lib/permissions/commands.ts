import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { isUniqueViolation } from '@/lib/platform/sql-state'
import { listPermissions } from './queries'
import { bitMax, type Permission, type PermissionInput } from './schema'

/** @throws DomainError name_taken, id_taken (the bit), limit_reached (all bits are taken), forbidden */
export async function createPermission(ctx: Context, input: PermissionInput): Promise<Permission> {
  requireScope(ctx.actor, 'account:manage')
  try {
    return await inTransaction(ctx, async (ctx) => {
      const bit = input.bit ?? (await freeBit(ctx))
      const { name, rank = bit } = input
      await ctx.db.permission.create({
        data: { accountId: ctx.actor.accountId, bit, name, nameKey: nameKey(name), rank },
      })
      return { bit, name, rank }
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const isName = (await listPermissions(ctx)).some(({ name }) => nameKey(name) === nameKey(input.name))
    throw isName ? nameTaken(error) : bitTaken(error)
  }
}

/** Its bit stays: systems and given consent hang on it. */
export async function renamePermission(ctx: Context, bit: number, name: string): Promise<void> {
  requireScope(ctx.actor, 'account:manage')
  try {
    const { count } = await ctx.db.permission.updateMany({
      where: { accountId: ctx.actor.accountId, bit },
      data: { name, nameKey: nameKey(name) },
    })
    if (count === 0)
      throw new DomainError('not_found', `There is no permission ${bit}.`, {
        details: { kind: 'permission' },
      })
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(error) : error
  }
}

async function freeBit(ctx: Context): Promise<number> {
  const taken = new Set((await listPermissions(ctx)).map(({ bit }) => bit))
  for (let bit = 1; bit <= bitMax; bit++) if (!taken.has(bit)) return bit
  throw new DomainError('limit_reached', `An account has at most ${bitMax} permissions.`)
}

function nameTaken(cause: unknown): DomainError {
  return new DomainError('name_taken', 'There is a permission with this name already.', {
    field: 'name',
    cause,
  })
}

function bitTaken(cause: unknown): DomainError {
  return new DomainError('id_taken', 'There is a permission with this bit already.', { field: 'bit', cause })
}
