import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { inConnection } from '@/lib/platform/pool'
import { noteMembership } from '../engine/audience.sql'
import { changeSingle } from '../engine/group'
import {
  failSync,
  insertFinishedSync,
  insertRejections,
  insertSync,
  noCounts,
  supersedeHeld,
} from '../engine/record.sql'
import { changeSmall, removeAll, type SmallChange } from '../engine/small.sql'
import { credentialOf, requireTurn } from '../engine/turn'
import { isStorableId, shortened } from '../rules'
import { smallSyncMax } from '../schema'

/** What a small change did. `unchanged` counts the different contacts that already were as wanted. */
export type MembersChanged = { added: number; removed: number; unchanged: number }

/**
 * Adds contacts to an audience: all of them or, when one id is unknown, none. Duplicates count once, and whoever
 * is a member already stays one. At most 2,500 ids.
 * @throws DomainError too_large, contacts_not_found (details.externalContactIds), not_found, product, forbidden, busy
 */
export async function addContacts(ctx: Context, audienceId: string, ids: string[]): Promise<MembersChanged> {
  requireSmall(ctx, ids)
  const adding = isSingle(ids) ? addSingle(ctx, audienceId, ids[0]) : addSeveral(ctx, audienceId, ids)
  return adding.catch((error) => refuse(ctx, error))
}

/**
 * Removes contacts from an audience; ids that are no members or no contacts are ignored. At most 2,500 ids.
 * @throws DomainError too_large, not_found, product, forbidden, busy
 */
export async function removeContacts(
  ctx: Context,
  audienceId: string,
  ids: string[],
): Promise<MembersChanged> {
  requireSmall(ctx, ids)
  if (isSingle(ids)) {
    const { known, changed } = await changeSingle(ctx, audienceId, 'remove', ids[0])
    return { added: 0, removed: Number(changed), unchanged: Number(known && !changed) }
  }
  const { changed, matched } = await changeSeveral(ctx, audienceId, 'remove', ids)
  return { added: 0, removed: changed, unchanged: matched - changed }
}

/** Removes every member. An act of its own: no sync with an empty body ever does this. */
export async function emptyAudience(ctx: Context, audienceId: string): Promise<MembersChanged> {
  requireScope(ctx.actor, 'audiences:write')
  const startedAt = new Date()
  return inConnection(async (connection) => {
    const turn = await requireTurn(connection, ctx, audienceId)
    const { accountId } = ctx.actor
    const removed = await removeAll(connection, accountId, turn)
    const counts = { ...noCounts, removed }
    await noteMembership(connection, accountId, turn, { ...counts, credentialId: credentialOf(ctx.actor) })
    const syncId = await insertFinishedSync(connection, ctx.actor, { turn, mode: 'empty', counts, startedAt })
    // Whoever empties an audience has decided about what was held, too.
    await supersedeHeld(connection, accountId, turn.audienceId, syncId)
    return { added: 0, removed, unchanged: 0 }
  })
}

/** One id that a contact could have; what none could have needs no turn to be found unknown, and goes with the rest. */
function isSingle(ids: string[]): ids is [string] {
  return ids.length === 1 && ids.every(isStorableId)
}

async function addSingle(ctx: Context, audienceId: string, id: string): Promise<MembersChanged> {
  const outcome = await changeSingle(ctx, audienceId, 'add', id)
  if (!outcome.known) throw new UnknownContacts(outcome.audienceId, [id], [id])
  return { added: Number(outcome.changed), removed: 0, unchanged: Number(!outcome.changed) }
}

async function addSeveral(ctx: Context, audienceId: string, ids: string[]): Promise<MembersChanged> {
  const { changed, matched } = await changeSeveral(ctx, audienceId, 'add', ids)
  return { added: changed, removed: 0, unchanged: matched - changed }
}

async function changeSeveral(
  ctx: Context,
  audienceId: string,
  op: 'add' | 'remove',
  ids: string[],
): Promise<SmallChange> {
  const startedAt = new Date()
  return inConnection(async (connection) => {
    const turn = await requireTurn(connection, ctx, audienceId)
    const change = await changeSmall(connection, ctx.actor, turn, { op, ids, startedAt })
    const unknown = [...new Set(ids.filter((id) => !isStorableId(id))), ...change.missing]
    // Thrown, so that the transaction is undone: an error always means that nothing changed.
    if (op === 'add' && unknown.length > 0) throw new UnknownContacts(turn.audienceId, ids, unknown)
    return change
  })
}

function requireSmall(ctx: Context, ids: string[]): void {
  requireScope(ctx.actor, 'audiences:write')
  if (ids.length > smallSyncMax) {
    throw new DomainError(
      'too_large',
      `One call takes at most ${smallSyncMax} contacts, and this has ${ids.length}.`,
    )
  }
}

class UnknownContacts extends Error {
  readonly audienceId: number
  readonly ids: string[]
  readonly unknown: string[]

  constructor(audienceId: number, ids: string[], unknown: string[]) {
    super('unknown contacts')
    this.audienceId = audienceId
    this.ids = ids
    this.unknown = unknown
  }
}

/** Notes a refused change in the history, with the ids it was refused for, and tells the caller. */
async function refuse(ctx: Context, error: unknown): Promise<never> {
  if (!(error instanceof UnknownContacts)) throw error
  const { audienceId, ids, unknown } = error
  const { accountId } = ctx.actor
  const detail = `${unknown.length === 1 ? '1 contact is' : `${unknown.length} contacts are`} unknown; nobody was added. Create them first.`
  await inConnection(async (connection) => {
    const syncId = await insertSync(connection, ctx.actor, 'receiving', {
      audienceId,
      mode: 'add',
      dryRun: false,
      unknown: 'reject',
      force: false,
    })
    const rejections = unknown.map((id) => ({
      part: 1,
      line: ids.indexOf(id) + 1,
      value: shortened(id),
      reason: 'There is no contact with this id.',
    }))
    await insertRejections(connection, accountId, syncId, rejections)
    const different = new Set(ids).size
    await failSync(connection, accountId, syncId, {
      counts: {
        ...noCounts,
        received: ids.length,
        duplicates: ids.length - different,
        unknown: unknown.length,
        rejections: unknown.length,
      },
      problem: { code: 'contacts_not_found', detail },
    })
  })
  throw new DomainError('contacts_not_found', detail, { details: { externalContactIds: unknown } })
}
