import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { countMailableMembers, countReach } from '@/lib/lists/reach'
import { pool } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { refreshCount, refreshCounts } from './commands/refresh-count'
import { createRuleList, saveRules } from './commands/rule-lists'
import { exportRuleMembers, listRuleMembers } from './members'
import { previewRules } from './preview'
import { getDynamicList, listDynamicLists } from './queries'
import type { Refinement, Rules } from './rules/schema'
import { addPeople } from './testing/people'

testDatabase()

const inCity = (value: string): Rules => ({
  selections: [
    {
      refinements: [
        { on: 'property', property: 'city', test: { type: 'text', op: 'is', value } } as Refinement,
      ],
    },
  ],
  exclusions: [],
})

/** Every second of twelve people lives in The Hague; every third has no address, every fourth is inactive. */
async function newLists() {
  let now = new Date('2026-03-29T10:00:00Z')
  const ctx = await newAccount({ now: () => now })
  const people = Array.from({ length: 12 }, (_, i) => i + 1).map((n) => ({
    id: n === 2 ? "=cmd|'a'" : `c${String(n).padStart(2, '0')}`,
    ...(n % 3 > 0 && { email: `p${99 - n}@x.nl` }),
    ...(n % 4 === 0 && { status: 'inactive' as const }),
    properties: { city: n % 2 === 0 ? 'Den Haag' : 'Utrecht' },
  }))
  await addPeople(ctx, people)
  const { id } = await createRuleList(ctx, { name: 'Haag', folderId: null, rules: inCity('den haag') })
  const later = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1_000)
  }
  return { ctx, listId: Number(id), later }
}

const everybody = (ctx: Context) =>
  ctx.db.contact.updateMany({
    where: { accountId: ctx.actor.accountId },
    data: { properties: { city: 'Den Haag' } },
  })

/** Counting waits for as long as `work` runs. */
async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
  const connection = await pool().connect()
  try {
    await connection.query('begin; lock table contact in access exclusive mode')
    return await work()
  } finally {
    await connection.query('rollback')
    connection.release()
  }
}

describe('the count of a rule-based list', () => {
  test('is that of when it was looked at, with when that was', async () => {
    const { ctx, listId, later } = await newLists()
    expect(await getDynamicList(ctx, listId)).toMatchObject({
      kind: 'rules',
      members: null,
      refreshedAt: null,
    })
    expect(await countMailableMembers(ctx, listId)).toBeNull()
    expect(await countReach(ctx, [listId])).toEqual({ reach: {} })
    await refreshCount(await asUser(ctx, 'viewer'), listId)
    const at = '2026-03-29T10:00:00.000Z'
    expect(await getDynamicList(ctx, listId)).toMatchObject({ members: 6, refreshedAt: at, stale: false })
    expect(await countMailableMembers(ctx, listId)).toBe(2)
    expect(await countReach(ctx, [listId])).toEqual({ reach: { [listId]: 2 } })
    await everybody(ctx)
    later(5)
    await refreshCount(ctx, listId)
    expect(await getDynamicList(ctx, listId)).toMatchObject({ members: 6, refreshedAt: at })
    later(6)
    await refreshCount(ctx, listId)
    expect(await getDynamicList(ctx, listId)).toMatchObject({
      members: 12,
      refreshedAt: '2026-03-29T10:00:11.000Z',
    })
  })

  test('is none once the rules have changed, until they are counted', async () => {
    const { ctx, listId } = await newLists()
    await refreshCount(ctx, listId)
    await saveRules(ctx, { listId, revision: 1, rules: inCity('Utrecht') })
    expect(await getDynamicList(ctx, listId)).toMatchObject({ members: null, refreshedAt: null })
    await refreshCount(ctx, listId)
    expect(await countReach(ctx, [listId])).toEqual({ reach: { [listId]: 4 } })
  })

  test('stays what it was when counting takes too long', async () => {
    const { ctx, listId, later } = await newLists()
    await refreshCount(ctx, listId)
    later(60)
    await whileLocked(() => refreshCount(ctx, listId, 50))
    expect(await getDynamicList(ctx, listId)).toMatchObject({
      members: 6,
      refreshedAt: '2026-03-29T10:00:00.000Z',
    })
  })

  test('is not made by who is of another account', async () => {
    const { ctx, listId } = await newLists()
    await refreshCount(await newAccount(), listId)
    expect(await getDynamicList(ctx, listId)).toMatchObject({ members: null })
  })

  test('orders the overview among those of audiences', async () => {
    const { ctx, listId } = await newLists()
    await refreshCount(ctx, listId)
    await createRuleList(ctx, { name: 'Nobody', folderId: null, rules: inCity('x') })
    for (const field of ['members', 'refreshed'] as const) {
      const first = await listDynamicLists(ctx, { sort: { field, direction: 'desc' } }, { limit: 1 })
      expect(first.rows.map(({ name }) => name)).toEqual(['Haag'])
      const page = { limit: 1, after: first.next ?? undefined }
      const second = await listDynamicLists(ctx, { sort: { field, direction: 'desc' } }, page)
      expect(second.rows.map(({ name }) => name)).toEqual(['Nobody'])
    }
  })
})

test('lists that nobody looks at are counted in their turn, each once', async () => {
  const lists = [await newLists(), await newLists()]
  const [{ ctx, later }] = lists as [(typeof lists)[0]]
  const system = { db: ctx.db, now: ctx.now }
  expect(await refreshCounts(system)).toBeGreaterThanOrEqual(2)
  for (const one of lists) expect(await getDynamicList(one.ctx, one.listId)).toMatchObject({ members: 6 })
  expect(await refreshCounts(system)).toBe(0)
  later(31 * 60)
  expect(await refreshCounts(system)).toBeGreaterThanOrEqual(2)
  expect(await getDynamicList(ctx, lists[0]?.listId ?? 0)).toMatchObject({
    refreshedAt: '2026-03-29T10:31:00.000Z',
  })
})

describe('who is in a rule-based list', () => {
  test('comes page by page in each order, and is searched', async () => {
    const { ctx, listId } = await newLists()
    const viewer = await asUser(ctx, 'viewer')
    const ids = async (search: Parameters<typeof listRuleMembers>[2]) => {
      const found: string[] = []
      for (let after: { value: string; id: string } | undefined; ; ) {
        const page = await listRuleMembers(viewer, listId, search, { limit: 4, after })
        found.push(...page.rows.map(({ externalId }) => externalId))
        if (!page.next) return found.join(' ')
        after = page.next
      }
    }
    const order = (field: 'externalId' | 'email', direction: 'asc' | 'desc') => ({
      sort: { field, direction },
    })
    expect(await ids(order('externalId', 'asc'))).toBe("=cmd|'a' c04 c06 c08 c10 c12")
    expect(await ids(order('externalId', 'desc'))).toBe("c12 c10 c08 c06 c04 =cmd|'a'")
    expect(await ids(order('email', 'desc'))).toBe("=cmd|'a' c04 c08 c10 c12 c06")
    expect(await ids({})).toBe("=cmd|'a' c04 c06 c08 c10 c12")
    expect(await ids({ q: 'c1' })).toBe('c10 c12')
    expect(await ids({ q: 'P9' })).toBe("=cmd|'a' c04 c08")
    await expect(listRuleMembers(await newAccount(), listId, {}, { limit: 4 })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('is exported, whatever the values of the rules are', async () => {
    const { ctx, listId } = await newLists()
    const csvOf = async () => {
      const chunks: Buffer[] = []
      for await (const chunk of await exportRuleMembers(ctx, listId)) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    }
    expect(await csvOf()).toBe(
      `id,email,status\n'=cmd|'a',p97@x.nl,active\nc04,p95@x.nl,inactive\nc06,,active\nc08,p91@x.nl,inactive\n` +
        `c10,p89@x.nl,active\nc12,,inactive\n`,
    )
    await saveRules(ctx, { listId, revision: 1, rules: inCity("'; drop table contact; --") })
    expect(await csvOf()).toBe('id,email,status\n')
    await expect(exportRuleMembers(await newAccount(), listId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(exportRuleMembers(await newAccount({ scopes: [] }), listId)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

describe('previewRules', () => {
  const signal = new AbortController().signal

  test('counts what was not saved, for who may save it', async () => {
    const { ctx } = await newLists()
    const editor = await asUser(ctx, 'editor')
    expect(await previewRules(editor, inCity('UTRECHT'), { signal })).toEqual({
      count: { members: 6, reach: 4 },
    })
    const viewer = await asUser(ctx, 'viewer')
    await expect(previewRules(viewer, inCity('x'), { signal })).rejects.toMatchObject({ code: 'forbidden' })
    const theirs = await previewRules(await newAccount(), inCity('Utrecht'), { signal })
    expect(theirs).toEqual({ count: { members: 0, reach: 0 } })
  })

  test('says that it took too long', async () => {
    const { ctx } = await newLists()
    const late = await whileLocked(() => previewRules(ctx, inCity('x'), { signal, timeoutMs: 50 }))
    expect(late).toEqual({ count: null })
  })

  test('stops in the database once nobody waits, and lets only so many count at once', async () => {
    const { ctx } = await newLists()
    const waiting = async () => {
      const { rows } = await pool().query(
        `select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock' and query like '%as reach%'`,
      )
      return rows[0].n
    }
    await whileLocked(async () => {
      const aborted = new AbortController()
      const counts = [1, 2, 3, 4].map(() => previewRules(ctx, inCity('x'), { signal: aborted.signal }))
      const refused = Promise.allSettled(counts)
      await expect.poll(waiting).toBe(4)
      await expect(previewRules(ctx, inCity('x'), { signal })).rejects.toMatchObject({ code: 'busy' })
      aborted.abort()
      expect((await refused).map(({ status }) => status)).toEqual(Array(4).fill('rejected'))
      expect(await waiting()).toBe(0)
    })
    expect(await previewRules(ctx, inCity('x'), { signal })).toEqual({ count: { members: 0, reach: 0 } })
  })
})
