import type { PoolClient } from 'pg'
import { DomainError } from '@/lib/platform/errors'
import { guardProblem } from '../rules'
import type { Problem } from '../schema'
import { announceSync } from './announce'
import {
  applyDifference,
  type Difference,
  dropErased,
  findDifference,
  forgetResolved,
  resolve,
  resolveUnknown,
  selectLeavers,
  selectUnknown,
} from './apply.sql'
import { noteMembership, type Turn } from './audience.sql'
import { createStrangers } from './create-strangers'
import { keepStaged } from './kept.sql'
import { finishSync, holdSync, insertRejections, supersedeHeld } from './record.sql'
import type { Run } from './run'
import { requireTurn } from './turn'

/** How often contacts may change under a sync that is finding them, before it gives way. */
const resolveAttemptsMax = 3

/**
 * Applies the staged rows of a run: finds the contacts, takes the audience's turn, works out who joins and who leaves, and
 * writes it with its counts and its history; or holds it, or only previews it. All of it in the open transaction.
 * @throws DomainError invalid, unprocessable, busy, not_found, product
 */
export async function apply(connection: PoolClient, run: Run): Promise<'done' | 'held'> {
  const { ctx, options, counts } = run
  const whole = options.mode === 'replace'
  run.status = 'applying'
  counts.received = run.received
  if (whole && run.received === 0) throw emptyReplace()

  await connection.query('savepoint preview')
  const found = await resolveContacts(connection, run)
  const turn = await requireTurn(connection, ctx, run.audienceId)
  const erased = await dropErased(connection, ctx.actor.accountId)
  const matched = found - erased
  counts.unknown += erased
  counts.rejections += erased
  if (whole && matched === 0) throw nobodyKnown(run.received)
  const difference = await findDifference(connection, ctx.actor.accountId, turn, {
    whole,
    matched,
    allWanted: whole || options.mode === 'add',
  })
  counts.added = difference.joining
  counts.removed = difference.leaving
  counts.unchanged = matched - difference.joining - (whole ? 0 : difference.leaving)

  const suspicion = suspicionOf(run, turn, difference)
  if (options.dryRun) await preview(connection, run, turn, suspicion)
  else if (suspicion) await hold(connection, run, turn, suspicion)
  else await write(connection, run, turn, difference)
  return suspicion && !options.dryRun ? 'held' : 'done'
}

function suspicionOf(
  { options, approved }: Run,
  { memberCount, guard }: Turn,
  { leaving }: Difference,
): Problem | undefined {
  if (approved || options.force) return undefined
  return guardProblem({ removed: leaving, membersBefore: memberCount }, guard, options.maxRemovals ?? null)
}

async function preview(
  connection: PoolClient,
  run: Run,
  turn: Turn,
  problem: Problem | undefined,
): Promise<void> {
  await connection.query('rollback to savepoint preview')
  await finish(connection, run, turn, { revision: null, problem: problem ?? null })
}

/** Changes nothing; keeps the rows, and the numbers for whoever decides. It takes the place of one that was held before. */
async function hold(connection: PoolClient, run: Run, turn: Turn, problem: Problem): Promise<void> {
  const { ctx, syncId } = run
  const { accountId } = ctx.actor
  const sample = await selectLeavers(connection)
  // Contacts that were made for it go again, and with them our turn, which is needed once more: one is held at a time.
  await connection.query('rollback to savepoint preview')
  await requireTurn(connection, ctx, run.audienceId)
  if (!run.kept) await keepStaged(connection, accountId, syncId, run)
  await supersedeHeld(connection, accountId, turn.audienceId, syncId)
  await insertRejections(connection, accountId, syncId, run.rejections)
  const held = await holdSync(connection, accountId, syncId, {
    counts: run.counts,
    membersBefore: turn.memberCount,
    revision: turn.revision,
    sample,
    problem,
  })
  if (!held) throw declaredDead()
  await announceSync(connection, 'sync.held', told(run, turn, problem))
}

function told({ ctx, syncId, audienceId, options, counts }: Run, turn: Turn, problem: Problem | null) {
  const { accountId } = ctx.actor
  return {
    accountId,
    syncId,
    audienceId,
    mode: options.mode,
    counts,
    membersBefore: turn.memberCount,
    problem,
  }
}

async function write(connection: PoolClient, run: Run, turn: Turn, difference: Difference): Promise<void> {
  const { accountId } = run.ctx.actor
  await applyDifference(connection, accountId, turn, difference)
  await noteMembership(connection, accountId, turn, { ...run.counts, credentialId: run.credentialId })
  await supersedeHeld(connection, accountId, turn.audienceId, run.syncId)
  await finish(connection, run, turn, { revision: turn.revision + 1, problem: null })
  await announceSync(connection, 'sync.done', told(run, turn, null))
}

async function finish(
  connection: PoolClient,
  run: Run,
  turn: Turn,
  outcome: { revision: number | null; problem: Problem | null },
): Promise<void> {
  const { accountId } = run.ctx.actor
  await insertRejections(connection, accountId, run.syncId, run.rejections)
  const finished = await finishSync(connection, accountId, run.syncId, {
    ...outcome,
    counts: run.counts,
    membersBefore: turn.memberCount,
  })
  if (!finished) throw declaredDead()
}

/**
 * Finds the contacts of the rows and does with the unknown ones as the sender chose. Answers how many contacts are named.
 * Known and unknown are looked for one after the other: should contacts come or go between the two, it looks again.
 */
async function resolveContacts(connection: PoolClient, run: Run): Promise<number> {
  const { accountId } = run.ctx.actor
  const stagedRows = run.received - run.unusable
  for (let attempt = 1; attempt <= resolveAttemptsMax; attempt++) {
    const { matched, matchedRows } = await resolve(connection, accountId, stagedRows)
    if (matchedRows === stagedRows) return settleStrangers(connection, run, { matched, strangers: 0 })
    const { strangers, strangerRows } = await resolveUnknown(connection, accountId)
    if (matchedRows + strangerRows === stagedRows) {
      return settleStrangers(connection, run, { matched, strangers })
    }
    await forgetResolved(connection)
  }
  throw new DomainError('busy', 'Contacts are changing without a pause. Nothing changed; try again.', {
    retryAfterS: 5,
  })
}

async function settleStrangers(
  connection: PoolClient,
  run: Run,
  { matched, strangers }: { matched: number; strangers: number },
): Promise<number> {
  const { ctx, options, counts } = run
  counts.duplicates = run.received - run.unusable - matched - strangers
  const { created, rejections } =
    strangers > 0 && options.unknown === 'create'
      ? await createStrangers(connection, ctx.actor.accountId)
      : { created: 0, rejections: strangers > 0 ? await selectUnknown(connection) : [] }
  counts.created = created
  counts.unknown = run.unusable + strangers - created
  counts.rejections = counts.unknown
  run.rejections = [...run.rejections, ...rejections].sort((a, b) => a.part - b.part || a.line - b.line)
  if (options.unknown === 'reject' && counts.unknown > 0) throw unknownRefused(counts.unknown)
  return matched + created
}

function emptyReplace(): DomainError {
  return new DomainError(
    'invalid',
    'The body has no rows, and a missing body must not empty an audience. To empty it, use DELETE …/contacts?confirm=.',
  )
}

function nobodyKnown(received: number): DomainError {
  return new DomainError(
    'unprocessable',
    `None of the ${received} rows names a contact, so this would remove every member. Nothing changed; check that the ids are those of your contacts.`,
  )
}

function unknownRefused(unknown: number): DomainError {
  return new DomainError(
    'unprocessable',
    `${unknown} ids are no contacts, and this sync was sent with unknown=reject. Nothing changed; see its rejections.`,
  )
}

function declaredDead(): DomainError {
  return new DomainError(
    'busy',
    'The sync was taken for dead and ended meanwhile. Nothing changed; send it again.',
    { retryAfterS: 5 },
  )
}
