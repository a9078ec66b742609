import { describe, expect, test, vi } from 'vitest'
import type { Context } from '@/lib/access/context'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { Prisma } from '@/lib/platform/generated/client'
import { pool, withConnection } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { expectStaticCountsRight, membersOf, newContacts } from '@/lib/testing/static-lists'
import { getStaticList } from '../queries'
import { addContacts, addStagedContacts, removeContacts } from './change-members'
import { deleteStaticList } from './delete-static-list'
import { copyStaticList, createStaticList } from './save-static-list'

testDatabase()

const idsOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `c${from + n}`)

async function newList(ctx: Context, externalIds?: string[]): Promise<number> {
  return Number((await createStaticList(ctx, { name: crypto.randomUUID(), externalIds })).id)
}

const waitingMaxMs = 5_000
async function untilWaiting(sessions: number): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect((await pool().query(waiting)).rowCount).toBe(sessions), {
    timeout: waitingMaxMs,
  })
}

/** Runs `meanwhile` in the moment that somebody else has done this and not yet committed it. */
async function whileOpen<T>(statement: string, values: unknown[], meanwhile: () => Promise<T>): Promise<T> {
  return withConnection(async (connection) => {
    await connection.query('begin')
    await connection.query(statement, values)
    const result = await meanwhile()
    await connection.query('commit')
    return result
  })
}

describe('contacts of a static list', () => {
  test('are added once, and what removing answers can be added again', async () => {
    const ctx = await newContacts(5)
    const listId = await newList(ctx, ['c1'])
    expect(await addContacts(ctx, { listId, externalIds: ['c1', 'c2', 'c3', 'nobody'] })).toEqual([
      'c2',
      'c3',
    ])
    expect(await addContacts(ctx, { listId, externalIds: ['c2'] })).toEqual([])
    const removed = await removeContacts(ctx, { listId, externalIds: ['c1', 'c2', 'c5', 'nobody'] })
    expect(removed.sort()).toEqual(['c1', 'c2'])
    expect(await getStaticList(ctx, listId)).toMatchObject({ members: 1 })
    expect(await removeContacts(ctx, { listId, externalIds: ['c1'] })).toEqual([])
    await addContacts(ctx, { listId, externalIds: removed })
    expect(await membersOf(ctx, listId)).toEqual(['c1', 'c2', 'c3'])
    await expectStaticCountsRight(ctx)
  })

  test('change when the list did last, and only when they change', async () => {
    const ctx = await newContacts(2)
    const listId = await newList(ctx, ['c1'])
    const changedAt = async () => (await getStaticList(ctx, listId)).changedAt
    const first = await changedAt()
    await addContacts(ctx, { listId, externalIds: ['c1'] })
    expect(await changedAt()).toBe(first)
    await addContacts(ctx, { listId, externalIds: ['c2'] })
    expect(await changedAt()).not.toBe(first)
  })

  test('of another account, or in another account’s list, are out of reach, and a viewer changes none', async () => {
    const [ours, theirs] = [await newContacts(2), await newContacts(1)]
    const [listId, theirList] = [await newList(ours, ['c1']), await newList(theirs, ['c1'])]
    await theirs.db.contact.create({ data: { accountId: theirs.actor.accountId, externalId: 'theirs' } })
    expect(await addContacts(ours, { listId, externalIds: ['theirs'] })).toEqual([])
    const input = { listId: theirList, externalIds: ['c1', 'c2'] }
    await expect(addContacts(ours, input)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeContacts(ours, input)).rejects.toMatchObject({ code: 'not_found' })
    const viewer = await asUser(ours, 'viewer')
    await expect(addContacts(viewer, { ...input, listId })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(removeContacts(viewer, { ...input, listId })).rejects.toMatchObject({ code: 'forbidden' })
    const system = await newAccount({ scopes: ['contacts:read', 'lists:read'] })
    await expect(addContacts(system, input)).rejects.toMatchObject({ code: 'forbidden' })
    await expectStaticCountsRight(ours)
    expect(await membersOf(theirs, theirList)).toEqual(['c1'])
    expect(await ours.db.staticMember.count({ where: { accountId: ours.actor.accountId } })).toBe(1)
  })

  test('added and removed by many at once are counted right', async () => {
    const ctx = await newContacts(60)
    const listId = await newList(ctx, idsOf(1, 20))
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, n) => {
        const externalIds = idsOf(1 + n * 3, 20 + n * 3)
        const input = { listId, externalIds: n % 2 ? externalIds.toReversed() : externalIds }
        return n % 3 === 2 ? removeContacts(ctx, input) : addContacts(ctx, input)
      }),
    )
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))).toEqual([])
    await expectStaticCountsRight(ctx)
  })

  test('do not outlive a list that is deleted while they are added', async () => {
    const ctx = await newContacts(3)
    const listId = await newList(ctx, ['c1'])
    const hold = 'select 1 from static_list where account_id = $1 and id = $2 for update'
    const [adding, deleting] = await whileOpen(hold, [ctx.actor.accountId, listId], async () => {
      const deleting = deleteStaticList(ctx, { listId })
      await untilWaiting(1)
      const adding = addContacts(ctx, { listId, externalIds: ['c2', 'c3'] })
      adding.catch(() => {})
      await untilWaiting(2)
      return [adding, deleting]
    })
    await deleting
    await expect(adding).rejects.toMatchObject({ code: 'not_found' })
    await expectStaticCountsRight(ctx)
  })
})

describe('staged contacts', () => {
  test('are added in the caller’s transaction, by its connection, and counted', async () => {
    const ctx = await newContacts(9)
    const { accountId } = ctx.actor
    const listId = await newList(ctx, ['c1', 'c2'])
    const added = await withConnection(async (connection) => {
      await connection.query('begin; create temp table staged (contact_id bigint) on commit drop')
      const staged = 'insert into staged select id from contact where account_id = $1 and external_id <= $2'
      await connection.query(staged, [accountId, 'c5'])
      const count = await addStagedContacts(
        connection,
        accountId,
        listId,
        Prisma.sql`select contact_id from staged`,
      )
      expect(await membersOf(ctx, listId)).toEqual(['c1', 'c2'])
      await connection.query('commit')
      return count
    })
    expect(added).toBe(3)
    expect(await membersOf(ctx, listId)).toEqual(idsOf(1, 5))
    await expectStaticCountsRight(ctx)
  })

  test('go nowhere without a list of the account', async () => {
    const [ours, theirs] = [await newContacts(1), await newContacts(1)]
    const listId = await newList(theirs)
    const all = Prisma.sql`select id from contact`
    await withConnection(async (connection) => {
      await connection.query('begin')
      const adding = addStagedContacts(connection, ours.actor.accountId, listId, all)
      await expect(adding).rejects.toMatchObject({ code: 'not_found' })
      await connection.query('rollback')
    })
    expect(await membersOf(theirs, listId)).toEqual([])
  })
})

describe('erasing a contact', () => {
  test('takes it out of its static lists, which count it no more', async () => {
    const ctx = await newContacts(3)
    const lists = [await newList(ctx, ['c1', 'c2']), await newList(ctx, ['c1']), await newList(ctx, ['c3'])]
    await eraseContact(ctx, 'c1')
    expect(await Promise.all(lists.map((id) => membersOf(ctx, id)))).toEqual([['c2'], [], ['c3']])
    await expectStaticCountsRight(ctx)
  })

  const onlyFound = 'select 1 from contact where account_id = $1 and external_id = $2 for update'

  test.each([
    [
      'added to a list',
      (ctx: Context, listId: number) => addContacts(ctx, { listId, externalIds: ['c1', 'c2'] }),
    ],
    ['made a list of', (ctx: Context) => newList(ctx, ['c1', 'c2'])],
    ['copied with a list', (ctx: Context, listId: number) => copyStaticList(ctx, { listId, name: 'Copy' })],
  ])('that is being %s leaves it nowhere', async (_, write) => {
    const ctx = await newContacts(2)
    const listId = await newList(ctx, ['c1'])
    const both = await whileOpen(onlyFound, [ctx.actor.accountId, 'c1'], async () => {
      const erasing = eraseContact(ctx, 'c1')
      await untilWaiting(1)
      const writing = write(ctx, listId)
      await untilWaiting(2)
      return [erasing, writing] as const
    })
    await Promise.all(both)
    expect(await ctx.db.contact.count({ where: { externalId: 'c1', accountId: ctx.actor.accountId } })).toBe(
      0,
    )
    await expectStaticCountsRight(ctx)
  })

  test('waits for whoever adds it, and takes it out then', async () => {
    const ctx = await newContacts(2)
    const { accountId } = ctx.actor
    const listId = await newList(ctx)
    await withConnection(async (connection) => {
      await connection.query('begin')
      const all = Prisma.sql`select id from contact where account_id = ${accountId}`
      expect(await addStagedContacts(connection, accountId, listId, all)).toBe(2)
      const erasing = eraseContact(ctx, 'c1')
      await untilWaiting(1)
      await connection.query('commit')
      await erasing
    })
    expect(await membersOf(ctx, listId)).toEqual(['c2'])
    await expectStaticCountsRight(ctx)
  })

  test('beside everything that changes lists at once locks nobody out', async () => {
    const ctx = await newContacts(40)
    const lists = await Promise.all(Array.from({ length: 4 }, () => newList(ctx, idsOf(1, 40))))
    const outcomes = await Promise.allSettled([
      ...idsOf(1, 10).map((id) => eraseContact(ctx, id)),
      ...lists.map((listId) => removeContacts(ctx, { listId, externalIds: idsOf(5, 25) })),
      ...lists
        .toReversed()
        .map((listId) => addContacts(ctx, { listId, externalIds: idsOf(1, 40).toReversed() })),
      ...lists.map((listId, n) => copyStaticList(ctx, { listId, name: `Copy ${n}` })),
    ])
    expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))).toEqual([])
    await expectStaticCountsRight(ctx)
  })
})
