import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { newContacts } from '@/lib/testing/static-lists'
import { createStaticList } from './commands/save-static-list'
import {
  countStaticFunnel,
  exportStaticMembers,
  findStaticLists,
  getStaticList,
  listStaticLists,
  listStaticMembers,
} from './queries'
import { staticListSorts } from './schema'

testDatabase()

async function newLists(): Promise<Context> {
  const ctx = await newContacts(7)
  for (const [n, name] of ['Ärger', 'beta', 'Alpha', 'Über 50%', 'fair'].entries()) {
    await createStaticList(ctx, { name, externalIds: Array.from({ length: n + 1 }, (_, i) => `c${i + 1}`) })
  }
  return ctx
}

test('the overview is searched by part of a name, whatever the case, and finds nothing by wildcards', async () => {
  const ctx = await newLists()
  const namesOf = async (q: string) => (await findStaticLists(ctx, q, 9)).map(({ name }) => name)
  expect(await namesOf('')).toEqual(['Alpha', 'beta', 'fair', 'Ärger', 'Über 50%'])
  expect(await namesOf('A')).toEqual(['Alpha', 'beta', 'fair'])
  expect(await namesOf('über')).toEqual(['Über 50%'])
  expect(await namesOf('0%')).toEqual(['Über 50%'])
  expect(await namesOf('_')).toEqual([])
  expect(await findStaticLists(ctx, '', 2)).toHaveLength(2)
})

test.each(staticListSorts)(
  'the overview by %s has each list once over its pages, and leads back',
  async (field) => {
    const ctx = await newLists()
    for (const direction of ['asc', 'desc'] as const) {
      const sort = { field, direction }
      const one = await listStaticLists(ctx, { sort }, { limit: 2 })
      const two = await listStaticLists(ctx, { sort }, { limit: 2, after: one.next ?? undefined })
      const three = await listStaticLists(ctx, { sort }, { limit: 2, after: two.next ?? undefined })
      const back = await listStaticLists(ctx, { sort }, { limit: 2, before: three.previous ?? undefined })
      const all = [...one.rows, ...two.rows, ...three.rows]
      expect(new Set(all.map(({ id }) => id)).size).toBe(5)
      expect([one.total, one.previous, three.next]).toEqual([5, null, null])
      expect(back.rows).toEqual(two.rows)
      const whole = await listStaticLists(ctx, { sort }, { limit: 9 })
      expect(all).toEqual(whole.rows)
    }
  },
)

test('contacts of a list are found by the beginning of an id or address, and exported as text', async () => {
  const ctx = await newContacts(3)
  const { accountId } = ctx.actor
  await ctx.db.contact.createMany({
    data: [
      { accountId, externalId: '=cmd|1', email: 'Ada@x.nl', emailKey: 'ada@x.nl' },
      { accountId, externalId: 'elsewhere', email: 'ada@y.nl', emailKey: 'ada@y.nl' },
    ],
  })
  const { id } = await createStaticList(ctx, { name: 'Fair', externalIds: ['c1', 'c3', '=cmd|1'] })
  const found = async (q: string) =>
    (await listStaticMembers(ctx, Number(id), { q }, { limit: 9 })).rows.map(({ externalId }) => externalId)
  expect(await found('c')).toEqual(['c1', 'c3'])
  expect(await found('ADA')).toEqual(['=cmd|1'])
  expect(await found('%')).toEqual([])
  const csv = await text(Readable.from(await exportStaticMembers(ctx, Number(id))))
  expect(csv.trim().split('\n')).toEqual([
    'id,email,status',
    'c1,,active',
    'c3,,active',
    "'=cmd|1,Ada@x.nl,active",
  ])
  expect(await countStaticFunnel(ctx, Number(id), undefined)).toMatchObject({ members: 3, mailable: 1 })
})

test('another account, and who may not read, get nothing', async () => {
  const [ours, theirs] = [await newContacts(1), await newContacts(1)]
  const listId = Number((await createStaticList(theirs, { name: 'Theirs', externalIds: ['c1'] })).id)
  const gone = { code: 'not_found' }
  await expect(exportStaticMembers(ours, listId)).rejects.toMatchObject(gone)
  await expect(countStaticFunnel(ours, listId, undefined)).rejects.toMatchObject(gone)
  expect(await findStaticLists(ours, 'their', 9)).toEqual([])
  const viewer = await asUser(theirs, 'viewer')
  expect(await getStaticList(viewer, listId)).toMatchObject({ members: 1 })
  const system = await newAccount({ scopes: ['contacts:read'] })
  await expect(findStaticLists(system, '', 9)).rejects.toMatchObject({ code: 'forbidden' })
  const filing = { ...theirs, actor: { ...theirs.actor, scopes: new Set(['lists:read'] as const) } }
  await expect(listStaticMembers(filing, listId, {}, { limit: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
