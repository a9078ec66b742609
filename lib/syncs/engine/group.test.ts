import { expect, test } from 'vitest'
import { credentialActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createCredential } from '@/lib/access/credentials/commands'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { listMembers, listMembersAt } from '@/lib/audiences/queries/members'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { addContacts, removeContacts } from '../commands/change-members'

testDatabase()

async function withContacts(count: number): Promise<Context> {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, ${count}::int) n`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  return ctx
}

async function membersOf(ctx: Context): Promise<string[]> {
  const { rows } = await listMembers(ctx, 'vip', {}, { limit: 1_000 })
  return rows.map(({ externalId }) => externalId).sort()
}

const syncsOf = (ctx: Context) =>
  ctx.db.sync.findMany({ where: { accountId: ctx.actor.accountId }, orderBy: { id: 'asc' } })

/** Every change one after the other: each begins with the members that the one before it left. */
async function expectUnbrokenHistory(ctx: Context): Promise<void> {
  const applied = (await syncsOf(ctx)).filter(({ revision }) => revision !== null)
  applied.sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0))
  let members = 0n
  for (const [at, sync] of applied.entries()) {
    expect([sync.revision, sync.membersBefore]).toEqual([at + 1, members])
    members += sync.added - sync.removed
    expect(sync.membersAfter).toBe(members)
    expect(sync.received).toBe(sync.unknown + sync.unchanged + sync.added + sync.removed)
    const { rows } = await listMembersAt(ctx, 'vip', at + 1, { limit: 1_000 })
    expect(rows).toHaveLength(Number(members))
  }
  expect((await getAudience(ctx, 'vip')).members).toBe(Number(members))
  expect(await membersOf(ctx)).toHaveLength(Number(members))
}

/** Each transaction that touched the audience, by what PostgreSQL says wrote its syncs. */
async function transactionsOf(ctx: Context): Promise<number> {
  const { rows } = await pool().query(
    'select count(distinct xmin::text)::int as count from sync where account_id = $1',
    [ctx.actor.accountId],
  )
  return rows[0].count
}

test('changes of one contact that come at once are written together, each with its own sync', async () => {
  const ctx = await withContacts(100)
  const ids = Array.from({ length: 100 }, (_, i) => `c${i + 1}`)
  const answers = await Promise.all(ids.map((id) => addContacts(ctx, 'vip', [id])))
  expect(answers).toEqual(ids.map(() => ({ added: 1, removed: 0, unchanged: 0 })))
  expect(await membersOf(ctx)).toEqual([...ids].sort())
  expect(await syncsOf(ctx)).toHaveLength(100)
  expect(await transactionsOf(ctx)).toBeLessThan(20)
  await expectUnbrokenHistory(ctx)
  const { lastContactAddedAt, lastContactRemovedAt, lastSyncAt } = await getAudience(ctx, 'vip')
  expect([lastContactAddedAt, lastSyncAt].every((at) => at !== null)).toBe(true)
  expect(lastContactRemovedAt).toBe(null)

  const leaving = await Promise.all(ids.slice(0, 40).map((id) => removeContacts(ctx, 'vip', [id])))
  expect(leaving.every(({ removed }) => removed === 1)).toBe(true)
  expect(await membersOf(ctx)).toHaveLength(60)
  await expectUnbrokenHistory(ctx)
})

test('of several that name one contact one changes something; an unknown one is refused alone', async () => {
  const ctx = await withContacts(2)
  const ids = ['c1', 'c1', 'nobody', 'c2', 'c1', "'; drop table member; --", 'c2']
  const answers = await Promise.allSettled(ids.map((id) => addContacts(ctx, 'vip', [id])))
  const told = answers.map((it) =>
    it.status === 'fulfilled' ? [it.value.added, it.value.unchanged] : [it.reason.code, it.reason.details],
  )
  const unknown = (id: string) => ['contacts_not_found', { externalContactIds: [id] }]
  expect(told).toEqual([
    [1, 0],
    [0, 1],
    unknown('nobody'),
    [1, 0],
    [0, 1],
    unknown("'; drop table member; --"),
    [0, 1],
  ])
  const failed = (await syncsOf(ctx)).filter(({ status }) => status === 'failed')
  expect(failed.map(({ received, unknown }) => [received, unknown])).toEqual([
    [1n, 1n],
    [1n, 1n],
  ])
  await expectUnbrokenHistory(ctx)

  const removed = await Promise.all(
    ['c1', 'nobody', 'c1', 'c2'].map((id) => removeContacts(ctx, 'vip', [id])),
  )
  expect(removed.map((it) => [it.removed, it.unchanged])).toEqual([
    [1, 0],
    [0, 0],
    [0, 1],
    [1, 0],
  ])
  await expectUnbrokenHistory(ctx)
})

test('each is noted as of the credential that sent it', async () => {
  const ctx = await withContacts(20)
  const { credential } = await createCredential(ctx, { name: 'Till', scopes: ['audiences:write'] })
  const till = { ...ctx, actor: credentialActor(ctx.actor.accountId, credential.id, credential.scopes) }
  const senders = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? ctx : till))
  await Promise.all(senders.map((sender, i) => addContacts(sender, 'vip', [`c${i + 1}`])))
  const syncs = await syncsOf(ctx)
  expect(syncs.filter(({ credentialId }) => credentialId === credential.id)).toHaveLength(10)
  const { lastSyncCredentialId } = await ctx.db.audience.findFirstOrThrow({
    where: { accountId: ctx.actor.accountId },
  })
  expect(lastSyncCredentialId).toBe(syncs.at(-1)?.credentialId)
})

test('adding and removing at once, among whole syncs, leaves a history without a gap', async () => {
  const ctx = await withContacts(30)
  const anyId = (i: number) => `c${(i % 30) + 1}`
  const changes = Array.from({ length: 150 }, (_, i) =>
    i % 10 === 0
      ? addContacts(ctx, 'vip', [anyId(i), anyId(i + 1)])
      : i % 3 === 0
        ? removeContacts(ctx, 'vip', [anyId(i * 7)])
        : addContacts(ctx, 'vip', [anyId(i * 5)]),
  )
  await Promise.all(changes)
  expect(await syncsOf(ctx)).toHaveLength(150)
  await expectUnbrokenHistory(ctx)
})

test('a group that fails changes nothing and is answered as such; the next works', async () => {
  const ctx = await withContacts(5)
  const other = await newAccount()
  const gone = await Promise.allSettled(['c1', 'c2', 'c3'].map((id) => addContacts(ctx, 'no-audience', [id])))
  expect(gone.map((it) => it.status === 'rejected' && it.reason.code)).toEqual(Array(3).fill('not_found'))
  await expect(addContacts(other, 'vip', ['c1'])).rejects.toMatchObject({ code: 'not_found' })
  expect(await addContacts(ctx, 'vip', ['c1'])).toMatchObject({ added: 1 })
  await expectUnbrokenHistory(ctx)
})
