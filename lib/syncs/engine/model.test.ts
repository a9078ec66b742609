import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { listMembers, listMembersAt } from '@/lib/audiences/queries/members'
import { DomainError } from '@/lib/platform/errors'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { addContacts, emptyAudience, removeContacts } from '../commands/change-members'
import { approveSync, rejectSync } from '../commands/decide-sync'
import { runSync } from '../commands/run-sync'
import { commitSync, openSync, putPart } from '../commands/send-parts'
import { undoSync } from '../commands/undo-sync'
import { revisionAt } from '../queries/as-of'
import { getSync, listChanges } from '../queries/syncs'
import { SyncOptions } from '../schema'

testDatabase()

const known = 12
const idAt = (n: number) => (n < known ? `c${n}` : `unknown${n}`)
const page = { limit: 1_000 }

type Step =
  | {
      kind: 'sync'
      mode: 'replace' | 'add' | 'remove' | 'delta'
      rows: Row[]
      dryRun: boolean
      parts: number
      guard: boolean
    }
  | { kind: 'add'; rows: Row[] }
  | { kind: 'remove'; rows: Row[] }
  | { kind: 'empty' }
  | { kind: 'undo' }
  | { kind: 'approve' }
  | { kind: 'reject' }
type Row = { n: number; add: boolean }

const row = fc.record({ n: fc.nat(known + 2), add: fc.boolean() })
const rows = fc.array(row, { maxLength: 14 })
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sync' as const),
      mode: fc.constantFrom(
        'replace' as const,
        'replace' as const,
        'add' as const,
        'remove' as const,
        'delta' as const,
      ),
      rows,
      dryRun: fc.boolean(),
      parts: fc.integer({ min: 0, max: 3 }),
      guard: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), rows }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'empty' as const,
        'undo' as const,
        'undo' as const,
        'approve' as const,
        'reject' as const,
      ),
    }),
  },
)

/** What the database must agree with: sets in memory, and every state there has been. */
class Model {
  members = new Set<number>()
  /** The applied syncs with the state that each left. */
  history: { id: string; before: Set<number>; after: Set<number> }[] = []
  undone = new Set<string>()
  held: { id: string; mode: string; rows: Row[] } | undefined

  apply(id: string, after: Set<number>): void {
    this.history.push({ id, before: this.members, after })
    this.members = after
  }

  outcome(mode: string, rows: Row[]): Set<number> {
    const wanted = new Map(
      rows.filter(({ n }) => n < known).map(({ n, add }) => [n, mode === 'delta' ? add : mode !== 'remove']),
    )
    const after = new Set(mode === 'replace' ? [] : this.members)
    for (const [n, isIn] of wanted) isIn ? after.add(n) : after.delete(n)
    return after
  }
}

const removedBy = (before: Set<number>, after: Set<number>) => [...before].filter((n) => !after.has(n)).length
const addedBy = (before: Set<number>, after: Set<number>) => removedBy(after, before)

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

const bodyOf = (mode: string, rows: Row[]) => ({
  contentType: 'application/json',
  stream: bytes(
    JSON.stringify(
      rows.map(({ n, add }) => (mode === 'delta' ? { id: idAt(n), op: add ? 'add' : 'remove' } : idAt(n))),
    ),
  ),
})

/** Sends a sync in one body or in parts; answers undefined when it is refused. */
async function send(ctx: Context, step: Step & { kind: 'sync' }) {
  const options = SyncOptions.parse({
    mode: step.mode,
    dryRun: String(step.dryRun),
    ...(step.guard ? { maxRemovals: '3' } : { maxRemovals: '100%' }),
  })
  if (step.parts === 0) return runSync(ctx, 'vip', options, bodyOf(step.mode, step.rows))
  const { id } = await openSync(ctx, 'vip', options)
  const size = Math.ceil(step.rows.length / step.parts)
  const parts = Array.from({ length: step.parts }, (_, i) => step.rows.slice(i * size, (i + 1) * size))
  for (const [i, part] of [...parts.entries()].reverse())
    await putPart(ctx, id, i + 1, bodyOf(step.mode, part))
  return commitSync(ctx, id, { parts: step.parts, rows: step.rows.length })
}

async function refused(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof DomainError) return error.code
      throw error
    },
  )
}

type Taken<K extends Step['kind']> = (
  ctx: Context,
  model: Model,
  step: Extract<Step, { kind: K }>,
) => Promise<void>

const takeSync: Taken<'sync'> = async (ctx, model, step) => {
  const before = model.members
  const after = model.outcome(step.mode, step.rows)
  const named = step.rows.filter(({ n }) => n < known)
  if (step.mode === 'replace' && named.length === 0) {
    const code = step.rows.length === 0 ? 'invalid' : 'unprocessable'
    expect(await refused(send(ctx, step))).toBe(code)
    return
  }
  const sync = await send(ctx, step)
  const removed = removedBy(before, after)
  const unknownIds = new Set(step.rows.filter(({ n }) => n >= known).map(({ n }) => n)).size
  expect(sync).toMatchObject({
    received: step.rows.length,
    unknown: unknownIds,
    duplicates: step.rows.length - unknownIds - new Set(named.map(({ n }) => n)).size,
    added: addedBy(before, after),
    removed,
    membersBefore: before.size,
    membersAfter: after.size,
  })
  const holds = step.guard && removed > 3
  expect(sync.status).toBe(holds && !step.dryRun ? 'held' : 'done')
  if (!step.dryRun) await settle(ctx, model, step, { id: sync.id, holds, after })
}

/** A sync that was held or applied supersedes the one that was held before. */
async function settle(
  ctx: Context,
  model: Model,
  { mode, rows }: Extract<Step, { kind: 'sync' }>,
  { id, holds, after }: { id: string; holds: boolean; after: Set<number> },
): Promise<void> {
  if (model.held) {
    expect(await getSync(ctx, model.held.id)).toMatchObject({ status: 'rejected', supersededBy: id })
  }
  model.held = holds ? { id, mode, rows } : undefined
  if (!holds) model.apply(id, after)
}

const takeAdd: Taken<'add'> = async (ctx, model, { rows }) => {
  const ids = rows.map(({ n }) => idAt(n))
  const isRefused = rows.some(({ n }) => n >= known)
  expect(await refused(addContacts(ctx, 'vip', ids))).toBe(isRefused ? 'contacts_not_found' : undefined)
  if (!isRefused) model.apply(await latestId(ctx), new Set([...model.members, ...rows.map(({ n }) => n)]))
}

const takeRemove: Taken<'remove'> = async (ctx, model, { rows }) => {
  const gone = new Set(rows.map(({ n }) => n))
  await removeContacts(ctx, 'vip', [...gone].map(idAt))
  model.apply(await latestId(ctx), new Set([...model.members].filter((n) => !gone.has(n))))
}

const takeEmpty: Taken<'empty'> = async (ctx, model) => {
  await emptyAudience(ctx, 'vip')
  model.apply(await latestId(ctx), new Set())
  model.held = undefined
}

const takeUndo: Taken<'undo'> = async (ctx, model) => {
  const latest = model.history.at(-1)
  if (!latest) return
  const undo = await undoSync(ctx, latest.id)
  model.apply(undo.id, latest.before)
  const earlier = model.history.at(-3)
  if (earlier) expect(await refused(undoSync(ctx, earlier.id))).toBe('conflict')
}

const takeApprove: Taken<'approve'> = async (ctx, model) => {
  if (!model.held) return
  const { id, mode, rows } = model.held
  const after = model.outcome(mode, rows)
  const counts = { membersBefore: model.members.size, membersAfter: after.size }
  expect(await approveSync(ctx, id)).toMatchObject({ status: 'done', ...counts })
  model.apply(id, after)
  model.held = undefined
}

const takeReject: Taken<'reject'> = async (ctx, model) => {
  if (model.held) await rejectSync(ctx, model.held.id)
  model.held = undefined
}

const taken: { [K in Step['kind']]: Taken<K> } = {
  sync: takeSync,
  add: takeAdd,
  remove: takeRemove,
  empty: takeEmpty,
  undo: takeUndo,
  approve: takeApprove,
  reject: takeReject,
}

const take = (ctx: Context, model: Model, step: Step) =>
  (taken[step.kind] as Taken<Step['kind']>)(ctx, model, step as never)

async function latestId(ctx: Context): Promise<string> {
  const latest = await ctx.db.sync.findFirst({
    where: { accountId: ctx.actor.accountId, revision: { not: null } },
    orderBy: { revision: 'desc' },
  })
  return String(latest?.id)
}

const sorted = (ids: Iterable<string>) => [...ids].sort()
const namesOf = (members: Set<number>) => sorted([...members].map(idAt))

async function expectAgreement(ctx: Context, model: Model): Promise<void> {
  const { rows: current } = await listMembers(ctx, 'vip', {}, page)
  expect(sorted(current.map((m) => m.externalId))).toEqual(namesOf(model.members))
  expect((await getAudience(ctx, 'vip')).members).toBe(model.members.size)
  // Replaying who joined and who left, from empty, gives every state there has been; so does asking for it as of then.
  const replayed = new Set<string>()
  for (const [i, { id, after }] of model.history.entries()) {
    for (const { change, externalId } of (await listChanges(ctx, id, page)).rows) {
      if (change === 'joined') expect(replayed.has(externalId)).toBe(false)
      change === 'joined' ? replayed.add(externalId) : expect(replayed.delete(externalId)).toBe(true)
    }
    expect(sorted(replayed)).toEqual(namesOf(after))
    const { rows: then } = await listMembersAt(ctx, 'vip', i + 1, page)
    expect(sorted(then.map((m) => m.externalId))).toEqual(namesOf(after))
  }
  const syncs = await ctx.db.sync.findMany({
    where: { accountId: ctx.actor.accountId, revision: { not: null } },
  })
  expect(syncs).toHaveLength(model.history.length)
  for (const { membersBefore, membersAfter, added, removed } of syncs) {
    expect(membersAfter).toBe((membersBefore ?? 0n) + added - removed)
  }
}

test('whatever is done to an audience, it is what a plain set would be, and so is all of its history', {
  timeout: 300_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const ctx = await newAccount()
      await ctx.db.$executeRaw`
        insert into contact (account_id, external_id)
        select ${ctx.actor.accountId}, 'c' || n from generate_series(0, ${known - 1}::int) n`
      await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
      const model = new Model()
      for (const step of steps) await take(ctx, model, step as Step)
      await expectAgreement(ctx, model)
    }),
    { numRuns: 40 },
  )
})

test('as of a moment is what the syncs that had been applied by then left', async () => {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(0, 9) n`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  const created = new Date()
  const states: { at: Date; members: string[] }[] = [{ at: created, members: [] }]
  for (const rows of [['c1', 'c2'], ['c2', 'c3'], ['c4']]) {
    const body = { stream: bytes(rows.join('\n')), contentType: 'text/plain' }
    const { finishedAt } = await runSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace' }), body)
    states.push({ at: new Date(finishedAt ?? ''), members: rows })
  }
  for (const { at, members } of states) {
    const revision = await revisionAt(ctx, 'vip', at)
    const { rows } = await listMembersAt(ctx, 'vip', revision, page)
    expect(rows.map((row) => row.externalId)).toEqual(members)
  }
  await expect(revisionAt(ctx, 'vip', new Date(Date.now() + 60_000))).rejects.toMatchObject({
    code: 'unprocessable',
  })
})
