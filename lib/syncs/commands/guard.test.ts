import { describe, expect, test } from 'vitest'
import { credentialActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { listMembers } from '@/lib/audiences/queries/members'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { getSync, listRejections } from '../queries/syncs'
import { SyncOptions } from '../schema'
import { addContacts, emptyAudience } from './change-members'
import { abandonSync, approveSync, rejectSync } from './decide-sync'
import { runSync } from './run-sync'
import { undoSync } from './undo-sync'

testDatabase()

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** An account with contacts c1 to c400, of whom the first 300 are in the audience vip. */
async function withMembers(): Promise<Context> {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, 400) n`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await sync(ctx, ids(1, 300))
  return ctx
}

const ids = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => `c${from + i}`)

function sync(ctx: Context, rows: string[], options: Record<string, string> = {}) {
  const parsed = SyncOptions.parse({ mode: 'replace', ...options })
  return runSync(ctx, 'vip', parsed, { stream: bytes(`${rows.join('\n')}\n`), contentType: 'text/plain' })
}

async function members(ctx: Context): Promise<string[]> {
  const { rows } = await listMembers(ctx, 'vip', {}, { limit: 1_000 })
  const { members } = await getAudience(ctx, 'vip')
  expect(rows).toHaveLength(members)
  return rows.map((row) => row.externalId)
}

const keptRows = (ctx: Context, syncId: string) =>
  ctx.db.syncRow.count({ where: { accountId: ctx.actor.accountId, syncId: BigInt(syncId) } })

describe('the guard', () => {
  test('holds a sync that removes more than its share: nothing changes, and it says what it would do', async () => {
    const ctx = await withMembers()
    const held = await sync(ctx, [...ids(1, 140), 'c350', 'nobody'])
    expect(held).toMatchObject({
      status: 'held',
      received: 142,
      unknown: 1,
      rejections: 1,
      added: 1,
      removed: 160,
      unchanged: 140,
      membersBefore: 300,
      membersAfter: 141,
      finishedAt: null,
      problem: { code: 'guard' },
      held: { membersNow: 300, moved: false },
    })
    expect(held.held?.sample).toEqual(ids(141, 240))
    expect(held.links).toMatchObject({ approve: `/api/v1/syncs/${held.id}/approve` })
    expect(await members(ctx)).toEqual(ids(1, 300))
    expect(await keptRows(ctx, held.id)).toBe(142)
    expect((await listRejections(ctx, held.id, { limit: 10 })).rows).toHaveLength(1)
  })

  test.each([
    ['half of them is not more than half', ids(151, 300), {}, 'done'],
    ['more than half', ids(152, 300), {}, 'held'],
    ['a tighter share', ids(32, 300), { maxRemovals: '10%' }, 'held'],
    ['a tighter share, kept', ids(31, 300), { maxRemovals: '10%' }, 'done'],
    ['a tighter number', ids(4, 300), { maxRemovals: '2' }, 'held'],
    ['no removal at all', ids(2, 300), { maxRemovals: '0' }, 'held'],
    ['a looser share', ids(291, 300), { maxRemovals: '100%' }, 'done'],
    ['a looser number', ids(291, 300), { maxRemovals: '290' }, 'done'],
    ['force', ids(300, 300), { force: 'true' }, 'done'],
    ['mode remove', ids(1, 200), { mode: 'remove' }, 'held'],
  ])('%s', async (_, rows, options, status) => {
    const ctx = await withMembers()
    expect((await sync(ctx, rows, options)).status).toBe(status)
  })

  test('the minimum lets small audiences change altogether; the audience goes before the account', async () => {
    const ctx = await withMembers()
    await ctx.db.audience.updateMany({ data: { guardMin: 1_000 } })
    expect((await sync(ctx, ids(300, 300))).status).toBe('done')
    await ctx.db.audience.updateMany({ data: { guardMin: null, guardShare: 0 } })
    await ctx.db.account.updateMany({ data: { guardMin: 1 } })
    expect((await sync(ctx, ids(1, 1))).status).toBe('held')
  })

  test('a dry run that would be held says so and holds nothing', async () => {
    const ctx = await withMembers()
    const run = await sync(ctx, ids(1, 10), { dryRun: 'true' })
    expect(run).toMatchObject({ status: 'done', removed: 290, problem: { code: 'guard' }, held: null })
    expect(await keptRows(ctx, run.id)).toBe(0)
  })

  test('force and approval need their scope', async () => {
    const ctx = await withMembers()
    const { accountId } = ctx.actor
    const sender = { ...ctx, actor: credentialActor(accountId, 0, ['audiences:write']) }
    await expect(sync(sender, ids(1, 10), { force: 'true' })).rejects.toMatchObject({ code: 'forbidden' })
    const held = await sync(ctx, ids(1, 10))
    await expect(approveSync(sender, held.id)).rejects.toMatchObject({ code: 'forbidden' })
    const other = await newAccount()
    for (const verb of [approveSync, rejectSync, abandonSync, undoSync]) {
      await expect(verb(other, held.id)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await getSync(ctx, held.id)).status).toBe('held')
  })
})

describe('a held sync', () => {
  test('is applied when approved, against the membership as it is then', async () => {
    const ctx = await withMembers()
    const held = await sync(ctx, [...ids(1, 100), 'c399', 'nobody'])
    await addContacts(ctx, 'vip', ['c399', 'c400'])
    expect(await getSync(ctx, held.id)).toMatchObject({ held: { membersNow: 302, moved: true } })
    const done = await approveSync(ctx, held.id)
    expect(done).toMatchObject({
      ...{ id: held.id, status: 'done', received: 102, added: 0, removed: 201, unchanged: 101 },
      ...{ membersBefore: 302, membersAfter: 101, unknown: 1, problem: null, held: null },
    })
    expect(await members(ctx)).toEqual([...ids(1, 100), 'c399'])
    expect((await listRejections(ctx, held.id, { limit: 10 })).rows).toHaveLength(1)
    expect(await keptRows(ctx, held.id)).toBe(0)
    expect(await approveSync(ctx, held.id)).toEqual(done)
    await expect(rejectSync(ctx, held.id)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('of two that approve at once one applies it', async () => {
    const ctx = await withMembers()
    const held = await sync(ctx, ids(1, 100))
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => approveSync(ctx, held.id)))
    expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'busy' })
    }
    expect(await members(ctx)).toEqual(ids(1, 100))
    expect((await getAudience(ctx, 'vip')).members).toBe(100)
  })

  test('changes nothing when rejected or abandoned, and is decided once', async () => {
    const ctx = await withMembers()
    const held = await sync(ctx, ids(1, 100))
    expect(await rejectSync(ctx, held.id)).toMatchObject({
      status: 'rejected',
      problem: { code: 'rejected' },
    })
    await expect(approveSync(ctx, held.id)).rejects.toMatchObject({ code: 'conflict' })
    const again = await sync(ctx, ids(1, 100))
    await abandonSync(ctx, again.id)
    await abandonSync(ctx, again.id)
    expect(await getSync(ctx, again.id)).toMatchObject({ status: 'abandoned' })
    expect(await members(ctx)).toEqual(ids(1, 300))
    expect(await keptRows(ctx, held.id)).toBe(0)
  })

  test('gives way to a later sync, held or applied, and to emptying; not to a failed one or a dry run', async () => {
    const ctx = await withMembers()
    const first = await sync(ctx, ids(1, 100))
    await sync(ctx, ids(1, 300), { dryRun: 'true' })
    await expect(sync(ctx, ['nobody'])).rejects.toMatchObject({ code: 'unprocessable' })
    expect((await getSync(ctx, first.id)).status).toBe('held')
    const second = await sync(ctx, ids(1, 50))
    expect(await getSync(ctx, first.id)).toMatchObject({ status: 'rejected', supersededBy: second.id })
    const third = await sync(ctx, ids(1, 299))
    expect(await getSync(ctx, second.id)).toMatchObject({
      ...{ status: 'rejected', supersededBy: third.id, problem: { code: 'superseded' } },
    })
    await expect(approveSync(ctx, second.id)).rejects.toMatchObject({ code: 'conflict' })
    const fourth = await sync(ctx, ids(1, 50))
    await emptyAudience(ctx, 'vip')
    expect((await getSync(ctx, fourth.id)).status).toBe('rejected')
  })

  test('made no contacts until it is approved', async () => {
    const ctx = await withMembers()
    const rows = [...ids(1, 100).map((id) => ({ id })), { id: 'new', email: 'new@x.nl' }]
    const body = { stream: bytes(JSON.stringify(rows)), contentType: 'application/json' }
    const held = await runSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace', unknown: 'create' }), body)
    expect(held).toMatchObject({ status: 'held', created: 1, membersAfter: 101 })
    expect(await ctx.db.contact.count({ where: { externalId: 'new' } })).toBe(0)
    expect(await approveSync(ctx, held.id)).toMatchObject({ status: 'done', created: 1, membersAfter: 101 })
    expect(await members(ctx)).toContain('new')
  })
})

describe('undo', () => {
  test('makes the audience what it was; the undo can be undone', async () => {
    const ctx = await withMembers()
    const done = await sync(ctx, ids(101, 400), {})
    const undo = await undoSync(ctx, done.id)
    expect(undo).toMatchObject({
      ...{ mode: 'undo', status: 'done', undoes: done.id, added: 100, removed: 100 },
      ...{ membersBefore: 300, membersAfter: 300 },
    })
    expect(await members(ctx)).toEqual(ids(1, 300))
    expect(await getSync(ctx, done.id)).toMatchObject({ status: 'undone', undoneBy: undo.id })
    const redo = await undoSync(ctx, undo.id)
    expect(await members(ctx)).toEqual(ids(101, 400))
    expect(redo.links.undo).toBeDefined()
    await expect(undoSync(ctx, done.id)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is refused when a later sync stands in the way, for dry runs and for what was not applied', async () => {
    const ctx = await withMembers()
    const done = await sync(ctx, ids(2, 300))
    const dry = await sync(ctx, ids(1, 300), { dryRun: 'true' })
    const held = await sync(ctx, ids(1, 10))
    for (const id of [dry.id, held.id]) {
      await expect(undoSync(ctx, id)).rejects.toMatchObject({ code: 'conflict' })
    }
    await addContacts(ctx, 'vip', ['c1'])
    await expect(undoSync(ctx, done.id)).rejects.toMatchObject({
      code: 'conflict',
      details: { laterSyncId: expect.any(String) },
    })
    expect((await getSync(ctx, done.id)).links.undo).toBeUndefined()
    expect(await members(ctx)).toHaveLength(300)
  })

  test('of several at once one undoes', async () => {
    const ctx = await withMembers()
    const done = await sync(ctx, ids(2, 300))
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => undoSync(ctx, done.id)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await members(ctx)).toEqual(ids(1, 300))
  })

  test('an emptied audience comes back', async () => {
    const ctx = await withMembers()
    await emptyAudience(ctx, 'vip')
    const [latest] = await ctx.db.sync.findMany({
      where: { accountId: ctx.actor.accountId },
      orderBy: { id: 'desc' },
      take: 1,
    })
    expect(await undoSync(ctx, String(latest?.id))).toMatchObject({ added: 300 })
    expect(await members(ctx)).toEqual(ids(1, 300))
  })
})

test('webhooks are told of what is held, done, undone and failed, and of no dry run', async () => {
  const ctx = await withMembers()
  const { accountId } = ctx.actor
  await ctx.db.$executeRaw`
    insert into webhook (account_id, url, events, secret)
    values (${accountId}, 'https://shop.example/hook', '{sync.done,sync.held,sync.failed}', 'sealed')`
  await sync(ctx, ids(1, 10), { dryRun: 'true' })
  const held = await sync(ctx, ids(1, 10))
  await approveSync(ctx, held.id)
  await undoSync(ctx, held.id)
  await expect(sync(ctx, ['nobody'])).rejects.toMatchObject({ code: 'unprocessable' })
  const told = await ctx.db.webhookDelivery.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
  expect(told.map(({ event }) => event)).toEqual(['sync.held', 'sync.done', 'sync.done', 'sync.failed'])
  expect(told[1]?.payload).toMatchObject({
    ...{ syncId: held.id, audienceId: 'vip', removed: 290, membersBefore: 300, membersAfter: 10 },
  })
})
