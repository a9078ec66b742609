import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import {
  type AudienceRow,
  insertAudience,
  lockAccount,
  lockAudience,
  selectLimits,
  selectTaken,
  updateAudience,
} from '../audience.sql'
import { audienceNotFound, getAudience, requireAudienceProduct } from '../queries/audiences'
import type { Audience, AudienceInput, AudiencePatch, AudiencePut } from '../schema'

/** @throws DomainError id_taken, name_taken, limit_reached (the account's maximum), product, forbidden */
export async function createAudience(ctx: Context, input: AudienceInput): Promise<Audience> {
  requireScope(ctx.actor, 'audiences:write')
  await requireAudienceProduct(ctx)
  await inTransaction(ctx, (ctx) => insert(ctx, input))
  return getAudience(ctx, input.externalId)
}

/**
 * Creates the audience or brings it to this state: a description that is left out is cleared. How often it syncs and its guard
 * stay unless they are named, since marketers set them too. The same call twice changes nothing more.
 */
export async function putAudience(
  ctx: Context,
  externalId: string,
  input: AudiencePut,
): Promise<{ audience: Audience; created: boolean }> {
  requireScope(ctx.actor, 'audiences:write')
  if (input.externalId !== undefined && input.externalId !== externalId) {
    throw new DomainError('invalid', 'The id in the body is not the id in the path.', { field: 'externalId' })
  }
  await requireAudienceProduct(ctx)
  const created = await inTransaction(ctx, async (ctx) => {
    // The account's row first: without it two creations of one id would both find nothing to lock.
    await lockAccount(ctx.db, ctx.actor.accountId)
    const current = await lockAudience(ctx.db, ctx.actor.accountId, externalId)
    if (!current) await insert(ctx, { ...input, externalId })
    else await change(ctx, current, { ...input, description: input.description ?? null })
    return !current
  })
  return { audience: await getAudience(ctx, externalId), created }
}

/** Changes what is given and leaves the rest. */
export async function patchAudience(
  ctx: Context,
  externalId: string,
  patch: AudiencePatch,
): Promise<Audience> {
  requireScope(ctx.actor, 'audiences:write')
  await requireAudienceProduct(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockAccount(ctx.db, ctx.actor.accountId)
    const current = await lockAudience(ctx.db, ctx.actor.accountId, externalId)
    if (!current) throw audienceNotFound(externalId)
    await change(ctx, current, patch)
  })
  return getAudience(ctx, externalId)
}

async function insert(ctx: Context, input: AudienceInput): Promise<void> {
  const { accountId } = ctx.actor
  await lockAccount(ctx.db, accountId)
  const limits = await selectLimits(ctx.db, accountId)
  await requireFree(ctx, { externalId: input.externalId, name: input.name, exceptId: 0 })
  if (!limits || limits.audience_count >= limits.audience_max) {
    throw new DomainError(
      'limit_reached',
      `This account may have ${limits?.audience_max ?? 0} audiences and has them all. Delete one, or raise the maximum in the settings.`,
    )
  }
  await insertAudience(ctx.db, accountId, { ...input, nameKey: nameKey(input.name) })
}

async function change(ctx: Context, current: AudienceRow, patch: AudiencePatch): Promise<void> {
  const to = {
    name: patch.name ?? current.name,
    description: patch.description === undefined ? current.description : patch.description,
    syncEveryMinutes:
      patch.syncEveryMinutes === undefined ? current.sync_every_minutes : patch.syncEveryMinutes,
    guardShare: patch.guardShare === undefined ? current.guard_share : patch.guardShare,
    guardMin: patch.guardMin === undefined ? current.guard_min : patch.guardMin,
  }
  if (isSame(current, to)) return
  await requireFree(ctx, { externalId: current.external_id, name: to.name, exceptId: current.id })
  await updateAudience(ctx.db, ctx.actor.accountId, current.id, { ...to, nameKey: nameKey(to.name) })
}

function isSame(current: AudienceRow, to: Omit<Required<AudiencePatch>, 'name'> & { name: string }): boolean {
  return (
    current.name === to.name &&
    current.description === to.description &&
    current.sync_every_minutes === to.syncEveryMinutes &&
    current.guard_share === to.guardShare &&
    current.guard_min === to.guardMin
  )
}

async function requireFree(
  ctx: Context,
  wanted: { externalId: string; name: string; exceptId: number },
): Promise<void> {
  const taken = await selectTaken(ctx.db, ctx.actor.accountId, { ...wanted, nameKey: nameKey(wanted.name) })
  if (taken.id_taken) {
    throw new DomainError('id_taken', 'There is an audience with this id already.', { field: 'externalId' })
  }
  if (taken.name_taken) {
    throw new DomainError('name_taken', 'There is an audience with this name already.', { field: 'name' })
  }
}
