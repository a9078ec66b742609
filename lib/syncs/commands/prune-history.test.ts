import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { listMembersAt } from '@/lib/audiences/queries/members'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { revisionAt } from '../queries/as-of'
import { getSync, listChanges, listRejections } from '../queries/syncs'
import { SyncOptions } from '../schema'
import { pruneHistory } from './prune-history'
import { runSync } from './run-sync'
import { undoSync } from './undo-sync'

testDatabase()

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

const sync = (ctx: Context, ...ids: string[]) =>
  runSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace' }), {
    ...{ stream: bytes(ids.join('\n')), contentType: 'text/plain' },
  })

/** As if the sync had been this many days ago. */
const age = (syncId: string, days: number) =>
  pool().query(
    `update sync set applied_at = applied_at - make_interval(days => $2), finished_at = finished_at - make_interval(days => $2)
     where id = $1`,
    [syncId, days],
  )

test('what is older than the retention goes, and nobody is told half of it', async () => {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, 9) n`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  const oldest = await sync(ctx, 'c1', 'c2', 'c3')
  const old = await sync(ctx, 'c2', 'c3', 'nobody')
  const young = await sync(ctx, 'c3', 'c4', 'nobody')
  await age(oldest.id, 120)
  await age(old.id, 100)
  await age(young.id, 10)
  await ctx.db.account.updateMany({ data: { retentionDays: 90 } })

  expect(await pruneHistory(ctx)).toEqual({ parts: 0, rejections: 1, formerMembers: 1 })
  expect(await pruneHistory(ctx)).toEqual({ parts: 0, rejections: 0, formerMembers: 0 })

  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
  const then = await revisionAt(ctx, 'vip', daysAgo(50))
  expect((await listMembersAt(ctx, 'vip', then, { limit: 9 })).rows.map((row) => row.externalId)).toEqual([
    'c2',
    'c3',
  ])
  await expect(revisionAt(ctx, 'vip', daysAgo(110))).rejects.toMatchObject({ code: 'unprocessable' })

  expect(await getSync(ctx, old.id)).toMatchObject({ added: 0, removed: 1, rejections: 1 })
  expect((await listRejections(ctx, old.id, { limit: 9 })).rows).toEqual([])
  expect((await listRejections(ctx, young.id, { limit: 9 })).rows).toHaveLength(1)
  expect((await listChanges(ctx, young.id, { limit: 9 })).rows).toHaveLength(2)
  expect((await undoSync(ctx, young.id)).membersAfter).toBe(2)
})

test('the latest sync is not undone once its history is gone', async () => {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id) values (${ctx.actor.accountId}, 'c1'), (${ctx.actor.accountId}, 'c2')`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await sync(ctx, 'c1')
  const latest = await sync(ctx, 'c2')
  expect(latest.links.undo).toBeDefined()
  await age(latest.id, 100)
  await pruneHistory(ctx)
  await expect(undoSync(ctx, latest.id)).rejects.toMatchObject({ code: 'conflict' })
  expect((await getSync(ctx, latest.id)).links.undo).toBeUndefined()
})
