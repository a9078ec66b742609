import { expect, test, vi } from 'vitest'
import type { Context } from '@/lib/access/context'
import { pool, withConnection } from '@/lib/platform/pool'
import { addContacts, removeContacts } from '@/lib/syncs/commands/change-members'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { SyncOptions } from '@/lib/syncs/schema'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { eraseContact } from './erase-contact'

testDatabase()

/** Audiences a1, a2, …, contacts c1, c2, …; everybody is in the first audience. */
async function newShop(audiences: number, contacts: number): Promise<Context> {
  const ctx = await newAccount()
  const { accountId } = ctx.actor
  await ctx.db.$executeRaw`
    with l as (
      insert into list (account_id, kind, name, name_key)
      select ${accountId}, 'audience', 'a' || n, 'a' || n from generate_series(1, ${audiences}::int) n
      returning id, name)
    insert into audience (account_id, id, external_id) select ${accountId}, id, name from l`
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${accountId}, 'c' || n from generate_series(1, ${contacts}::int) n`
  await addContacts(ctx, 'a1', idsOf(contacts))
  return ctx
}

const idsOf = (count: number) => Array.from({ length: count }, (_, n) => `c${n + 1}`)

/** Runs `meanwhile` while a sync of this audience is under way, and waits for nothing else before it lets it end. */
async function whileTurnIsHeld<T>(ctx: Context, audienceId: string, meanwhile: () => Promise<T>): Promise<T> {
  return withConnection(async (connection) => {
    await connection.query('begin')
    const turn = 'select 1 from audience where account_id = $1 and external_id = $2 for update'
    await connection.query(turn, [ctx.actor.accountId, audienceId])
    const result = await meanwhile()
    await connection.query('commit')
    return result
  })
}

const waitingMax = 5_000
async function untilWaiting(sessions: number): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect((await pool().query(waiting)).rowCount).toBe(sessions), {
    timeout: waitingMax,
  })
}

/** What must hold of every audience, whatever happened at once. */
async function expectCountsRight(ctx: Context): Promise<void> {
  const { accountId } = ctx.actor
  const wrong = await ctx.db.$queryRaw`
    select a.external_id from audience a
    where a.account_id = ${accountId} and a.member_count <> (
      select count(*) from member m join contact c on c.account_id = m.account_id and c.id = m.contact_id
      where m.account_id = a.account_id and m.audience_id = a.id and c.erased_at is null)`
  expect(wrong).toEqual([])
}

test('waits for a sync without holding up the others', async () => {
  const ctx = await newShop(500, 2)
  const erased = await whileTurnIsHeld(ctx, 'a400', async () => {
    const erasing = eraseContact(ctx, 'c1')
    await untilWaiting(1)
    // Before and after the one that is waited for, and the one that the contact is in.
    for (const audience of ['a5', 'a500', 'a1'])
      expect(await addContacts(ctx, audience, ['c2'])).toMatchObject({ added: audience === 'a1' ? 0 : 1 })
    return { erasing }
  })
  await erased.erasing
  await expectCountsRight(ctx)
  expect(
    await ctx.db.contact.count({ where: { erasedAt: { not: null }, accountId: ctx.actor.accountId } }),
  ).toBe(1)
})

test('a sync that found the contact before does not bring it back', async () => {
  const ctx = await newShop(3, 2)
  const both = await whileTurnIsHeld(ctx, 'a3', async () => {
    const options = SyncOptions.parse({ mode: 'replace' })
    const body = { stream: new Blob(['c1\nc2\n']).stream(), contentType: 'text/plain' }
    const syncing = runSync(ctx, 'a3', options, body)
    await untilWaiting(1)
    const erasing = eraseContact(ctx, 'c1')
    await untilWaiting(2)
    return Promise.resolve([syncing, erasing] as const)
  })
  await Promise.all(both)
  await expectCountsRight(ctx)
})

test('who is unknown is so at once, whatever is being synced', async () => {
  const ctx = await newShop(2, 1)
  await whileTurnIsHeld(ctx, 'a1', () =>
    expect(eraseContact(ctx, 'nobody')).rejects.toMatchObject({ code: 'not_found' }),
  )
})

test('finds its moment between the syncs of an audience that is never at rest', async () => {
  const ctx = await newShop(3, 40)
  let over = false
  const traffic = ['a1', 'a2', 'a2', 'a3'].map(async (audience) => {
    while (!over) {
      await addContacts(ctx, audience, ['c40'])
      await removeContacts(ctx, audience, ['c40'])
    }
  })
  for (const id of idsOf(10)) await eraseContact(ctx, id)
  over = true
  await Promise.all(traffic)
  await expectCountsRight(ctx)
})

test('erasures and syncs at once lock nobody out', async () => {
  const ctx = await newShop(6, 30)
  const audiences = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']
  const rows = [
    ...idsOf(30).slice(12),
    ...Array.from({ length: 10 }, (_, n) => `{"id":"n${n}","email":"n${n}@x.nl"}`),
  ]
  const replace = (audience: string, lines: string[]) =>
    runSync(ctx, audience, SyncOptions.parse({ mode: 'replace', unknown: 'create' }), {
      stream: new Blob([
        lines.map((line) => (line.startsWith('{') ? line : `"${line}"`)).join('\n'),
      ]).stream(),
      contentType: 'application/x-ndjson',
    })
  const outcomes = await Promise.allSettled([
    ...idsOf(12).map((id) => eraseContact(ctx, id)),
    ...audiences.map((audience) => replace(audience, rows)),
    ...audiences.toReversed().map((audience) => replace(audience, rows.toReversed())),
    ...audiences.map((audience) => addContacts(ctx, audience, ['c29', 'c30'])),
  ])
  expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))).toEqual([])
  await expectCountsRight(ctx)
})
