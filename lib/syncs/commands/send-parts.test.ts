import { describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { listMembers } from '@/lib/audiences/queries/members'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { noteProgress } from '../engine/record.sql'
import { getSync, listParts, listRejections } from '../queries/syncs'
import { SyncOptions } from '../schema'
import { abandonSync, approveSync } from './decide-sync'
import { acceptSync, applyAccepted, commitSync, openSync, putPart } from './send-parts'
import { settleInterruptedSyncs } from './settle-interrupted'

testDatabase()

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

const plain = (...rows: string[]) => ({ stream: bytes(`${rows.join('\n')}\n`), contentType: 'text/plain' })
const json = (rows: unknown[]) => ({ stream: bytes(JSON.stringify(rows)), contentType: 'application/json' })
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `c${from + i}`)

async function withContacts(): Promise<Context> {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, 400) n`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  return ctx
}

const open = (ctx: Context, options: Record<string, string> = {}) =>
  openSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace', ...options }))

async function members(ctx: Context): Promise<string[]> {
  return (await listMembers(ctx, 'vip', {}, { limit: 1_000 })).rows.map((row) => row.externalId)
}

const keptRows = (ctx: Context, syncId: string) =>
  ctx.db.syncRow.count({ where: { accountId: ctx.actor.accountId, syncId: BigInt(syncId) } })

describe('a sync in parts', () => {
  test('takes parts in any order, at once and again, and applies them as one', async () => {
    const ctx = await withContacts()
    const { id, links } = await open(ctx)
    expect(links.commit).toBe(`/api/v1/syncs/${id}/commit`)
    await Promise.all([3, 1, 2].map((n) => putPart(ctx, id, n, plain(...ids(n * 10, n * 10 + 9)))))
    expect(await putPart(ctx, id, 2, plain('c1', 'c1', 'nobody', 'x'.repeat(256)))).toMatchObject({
      part: 2,
      rows: 4,
    })
    expect((await listParts(ctx, id, { limit: 10 })).rows.map(({ part, rows }) => [part, rows])).toEqual([
      [1, 10],
      [2, 4],
      [3, 10],
    ])
    expect(await getSync(ctx, id)).toMatchObject({ status: 'open', parts: 3 })
    expect(await members(ctx)).toEqual([])
    const done = await commitSync(ctx, id, { parts: 3, rows: 24 })
    expect(done).toMatchObject({
      ...{ status: 'done', received: 24, duplicates: 1, unknown: 2, rejections: 2, added: 21, parts: null },
    })
    expect(await members(ctx)).toEqual(['c1', ...ids(10, 19), ...ids(30, 39)])
    expect((await listRejections(ctx, id, { limit: 10 })).rows.map(({ part, line }) => [part, line])).toEqual(
      [
        [2, 3],
        [2, 4],
      ],
    )
    expect(await keptRows(ctx, id)).toBe(0)
    expect(await commitSync(ctx, id, { parts: 3, rows: 24 })).toEqual(done)
    await expect(putPart(ctx, id, 1, plain('c1'))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is not committed while parts are missing, too many, or hold other rows', async () => {
    const ctx = await withContacts()
    const { id } = await open(ctx)
    await putPart(ctx, id, 1, plain('c1'))
    await putPart(ctx, id, 4, plain('c4'))
    const refusals = [
      [{ parts: 4 }, { missing: [2, 3] }],
      [{ parts: 1 }, undefined],
    ] as const
    for (const [input, details] of refusals) {
      await expect(commitSync(ctx, id, input)).rejects.toMatchObject({ code: 'unprocessable', details })
    }
    await putPart(ctx, id, 2, plain('c2'))
    await putPart(ctx, id, 3, plain('c3'))
    await expect(commitSync(ctx, id, { parts: 4, rows: 5 })).rejects.toMatchObject({ code: 'unprocessable' })
    expect(await getSync(ctx, id)).toMatchObject({ status: 'open', parts: 4 })
    expect(await commitSync(ctx, id, { parts: 4 })).toMatchObject({ status: 'done', added: 4 })
  })

  test('of one id the row in the later part counts', async () => {
    const ctx = await withContacts()
    const { id } = await open(ctx, { mode: 'delta' })
    await putPart(
      ctx,
      id,
      2,
      json([
        { id: 'c1', op: 'remove' },
        { id: 'c2', op: 'add' },
      ]),
    )
    await putPart(
      ctx,
      id,
      1,
      json([
        { id: 'c1', op: 'add' },
        { id: 'c2', op: 'remove' },
        { id: 'c3', op: 'add' },
      ]),
    )
    await commitSync(ctx, id, { parts: 2 })
    expect(await members(ctx)).toEqual(['c2', 'c3'])
  })

  test('a part that cannot be read leaves the one before as it was', async () => {
    const ctx = await withContacts()
    const { id } = await open(ctx)
    await putPart(ctx, id, 1, plain('c1', ''.padEnd(300, 'y')))
    const broken = { stream: bytes('["c2", {'), contentType: 'application/json' }
    await expect(putPart(ctx, id, 1, broken)).rejects.toMatchObject({ code: 'invalid' })
    expect(await commitSync(ctx, id, { parts: 1 })).toMatchObject({ received: 2, added: 1, rejections: 1 })
    expect(await members(ctx)).toEqual(['c1'])
  })

  test('can be held, and approved', async () => {
    const ctx = await withContacts()
    const first = await open(ctx)
    await putPart(ctx, first.id, 1, plain(...ids(1, 300)))
    await commitSync(ctx, first.id, { parts: 1 })
    const { id } = await open(ctx)
    await putPart(ctx, id, 1, plain('c1', 'nobody'))
    await putPart(ctx, id, 2, plain('c2'))
    const held = await commitSync(ctx, id, { parts: 2 })
    expect(held).toMatchObject({ status: 'held', removed: 298, rejections: 1 })
    expect(await keptRows(ctx, id)).toBe(3)
    expect(await approveSync(ctx, id)).toMatchObject({ status: 'done', removed: 298, rejections: 1 })
    expect((await listRejections(ctx, id, { limit: 10 })).rows).toHaveLength(1)
    expect(await members(ctx)).toEqual(['c1', 'c2'])
  })

  test('is abandoned, by its sender or when its time is up', async () => {
    const ctx = await withContacts()
    const [one, two] = [await open(ctx), await open(ctx)]
    await putPart(ctx, one.id, 1, plain('c1'))
    await abandonSync(ctx, one.id)
    expect(await keptRows(ctx, one.id)).toBe(0)
    await pool().query(`update sync set expires_at = now() - interval '1 second' where id = $1`, [two.id])
    await expect(putPart(ctx, two.id, 1, plain('c1'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(commitSync(ctx, two.id, { parts: 1 })).rejects.toMatchObject({ code: 'conflict' })
    await settleInterruptedSyncs(ctx)
    expect(await getSync(ctx, two.id)).toMatchObject({ status: 'abandoned', problem: { code: 'expired' } })
  })

  test('is open again when whoever committed it is gone, and keeps its parts', async () => {
    const ctx = await withContacts()
    const { id } = await open(ctx)
    await putPart(ctx, id, 1, plain('c1'))
    await pool().query(
      `update sync set status = 'applying', alive_at = now() - interval '5 minutes' where id = $1`,
      [id],
    )
    await settleInterruptedSyncs(ctx)
    expect(await getSync(ctx, id)).toMatchObject({ status: 'open', parts: 1 })
    expect(await commitSync(ctx, id, { parts: 1 })).toMatchObject({ status: 'done', added: 1 })
  })

  test('of several commits at once one applies', async () => {
    const ctx = await withContacts()
    const { id } = await open(ctx)
    await putPart(ctx, id, 1, plain(...ids(1, 50)))
    await Promise.allSettled([1, 2, 3].map(() => commitSync(ctx, id, { parts: 1 })))
    expect(await getSync(ctx, id)).toMatchObject({ status: 'done', added: 50 })
    expect(await ctx.db.audience.findFirst({ where: { externalId: 'vip' } })).toMatchObject({ revision: 1 })
  })
})

describe('a sync that is answered before it is applied', () => {
  const jobs = async () =>
    (
      await pool().query(
        `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'syncs.apply'`,
      )
    ).rows[0].n

  test('is stored whole, queued once, and applied once', async () => {
    const ctx = await withContacts()
    const accepted = await acceptSync(
      ctx,
      'vip',
      SyncOptions.parse({ mode: 'replace' }),
      plain('c1', 'c2', 'nobody'),
    )
    expect(accepted).toMatchObject({ status: 'applying', received: 3 })
    expect(await members(ctx)).toEqual([])
    expect(await jobs()).toBe(1)
    const worker = { ...ctx, actor: systemActor(ctx.actor.accountId) }
    await applyAccepted(worker, accepted.id)
    await applyAccepted(worker, accepted.id)
    expect(await getSync(ctx, accepted.id)).toMatchObject({ status: 'done', added: 2, unknown: 1 })
    expect(await members(ctx)).toEqual(['c1', 'c2'])
  })

  test('stays accepted when a sign that it is being received comes late', async () => {
    const ctx = await withContacts()
    const { accountId } = ctx.actor
    const { id } = await acceptSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace' }), plain('c1', 'c2'))
    await noteProgress(pool(), accountId, id, { received: 1, status: 'receiving' })
    expect(await getSync(ctx, id)).toMatchObject({ status: 'applying', received: 2 })
    await applyAccepted({ ...ctx, actor: systemActor(accountId) }, id)
    expect(await getSync(ctx, id)).toMatchObject({ status: 'done', added: 2 })
    const back = pool().query(`update sync set status = 'receiving' where id = $1`, [id])
    await expect(back).rejects.toMatchObject({ code: '23514' })
  })

  test('a commit can be, too; the same commit again is the same', async () => {
    const ctx = await withContacts()
    const { id } = await open(ctx)
    await putPart(ctx, id, 1, plain('c1'))
    expect(await commitSync(ctx, id, { parts: 1 }, { later: true })).toMatchObject({ status: 'applying' })
    expect(await commitSync(ctx, id, { parts: 1 }, { later: true })).toMatchObject({ status: 'applying' })
    await expect(putPart(ctx, id, 1, plain('c2'))).rejects.toMatchObject({ code: 'conflict' })
    await pool().query(`update sync set alive_at = now() - interval '5 minutes' where id = $1`, [id])
    await settleInterruptedSyncs(ctx)
    await applyAccepted({ ...ctx, actor: systemActor(ctx.actor.accountId) }, id)
    expect(await getSync(ctx, id)).toMatchObject({ status: 'done', added: 1 })
  })

  test('a body that breaks off leaves a failed sync and nothing else', async () => {
    const ctx = await withContacts()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new TextEncoder().encode('c1\nc2\n')
      throw new Error('aborted')
    }
    const body = { stream: broken(), contentType: 'text/plain' }
    await expect(acceptSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace' }), body)).rejects.toThrow(
      'aborted',
    )
    const [failed] = await ctx.db.sync.findMany({ where: { accountId: ctx.actor.accountId } })
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'interrupted' } })
    expect(await keptRows(ctx, String(failed?.id))).toBe(0)
  })
})
